// Licences and unused dependencies of the workspace, from what `cargo metadata` says: seconds, nothing to install.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

// Named by what a derive writes, not by the source itself.
const BEHIND_MACROS = { sqlx: /FromRow/ };

const deny = readFileSync('deny.toml', 'utf8');
const allowed = new Set(deny.match(/^allow = \[([^\]]*)\]/m)[1].match(/"[^"]+"/g).map(name => name.slice(1, -1)));
const faults = [];

const metadata = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--locked'], { maxBuffer: 1 << 28 }));
const ours = metadata.packages.filter(p => metadata.workspace_members.includes(p.id));
for (const p of metadata.packages) {
  const licence = p.license ?? (p.license_file && `file ${p.license_file}`);
  if (!licence || !accepts(licence)) faults.push(`${p.name} ${p.version} : licence « ${licence ?? 'aucune'} » hors de la liste de deny.toml`);
  if (p.name === 'sqlx-core' && p.version.startsWith('0.8.')) faults.push('sqlx-core 0.8 abaisse la version de SQLite : il est banni');
}
for (const p of ours) faults.push(...unused(p));

for (const fault of faults) console.error(fault);
console.log(`${metadata.packages.length} paquets, ${ours.length} à nous : ${faults.length} faute(s)`);
process.exit(faults.length > 0 ? 1 : 0);

/** An SPDX expression is accepted when one way through it is. `/` is an old way to write OR. */
function accepts(expression) {
  const words = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g);
  let at = 0;
  const either = () => {
    let ok = both();
    while (words[at] === 'OR') { at++; ok = both() || ok; }
    return ok;
  };
  const both = () => {
    let ok = one();
    while (words[at] === 'AND') { at++; ok = one() && ok; }
    return ok;
  };
  const one = () => {
    const word = words[at++];
    if (word === '(') { const ok = either(); at++; return ok; }
    if (words[at] === 'WITH') { at += 2; return allowed.has(word) || allowed.has(`${word} WITH ${words[at - 1]}`); }
    return allowed.has(word);
  };
  return either();
}

/** A dependency that no source of the crate names. A feature that turns an optional one on is a use. */
function unused(p) {
  const root = path.dirname(p.manifest_path);
  const text = sources(root).map(file => readFileSync(file, 'utf8')).join('\n');
  const optional = JSON.stringify(p.features);
  return p.dependencies
    .filter(d => !(d.optional && optional.includes(`dep:${d.name}`) && text.includes(word(d))))
    .filter(d => !BEHIND_MACROS[d.name]?.test(text))
    .filter(d => !new RegExp(`\\b${word(d)}\\b(::|!| as|;|,|\\})`).test(text))
    .map(d => `${p.name} : la dépendance ${d.name} n’est nommée nulle part`);
}

function word(dependency) {
  return (dependency.rename ?? dependency.name).replaceAll('-', '_');
}

function sources(folder) {
  return readdirSync(folder).flatMap(name => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return name === 'target' ? [] : sources(file);
    return name.endsWith('.rs') ? [file] : [];
  });
}
