// Makes assets/dist: exactly what the server publishes under /static, and manifest.json (logical name → address).
//
//   dist/dsfr-1.14.4/…          files of the design system, its tree kept because its CSS uses relative addresses
//   dist/pupitre/<hash>/…       our own style sheets and modules; the hash changes when any of them does
//
// Run `npm ci` here first (`make assets` does both).
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemTheme } from './system-theme.mjs';

const HERE = import.meta.dirname;
const DIST = path.join(HERE, 'dist');
const WORK = path.join(HERE, 'dist.tmp');
const PUBLIC = '/static';
const DSFR = path.join(HERE, 'node_modules/@gouvfr/dsfr');

// The order is that of the cascade.
const STYLES = [
  'tokens', 'shell', 'forms', 'layout', 'navigation', 'tables', 'queue', 'call', 'case', 'dashboard', 'lists',
  'targets', 'indicators', 'charts', 'national', 'signs', 'api', 'catalogue', 'print',
];

if (!existsSync(DSFR)) {
  console.error('assets : le système de design n’est pas installé (dossier node_modules absent).');
  console.error('Lancez d’abord : cd assets && npm ci   (ou « make assets », qui fait tout)');
  process.exit(1);
}

await rm(WORK, { recursive: true, force: true });
const manifest = { ...await publishDsfr(), ...await publishOwn() };
await writeFile(path.join(WORK, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
await rm(DIST, { recursive: true, force: true });
await rename(WORK, DIST);
console.log(`assets/dist : ${Object.keys(manifest).length} adresses dans manifest.json`);

/** The two style sheets, every file they need, the module and the favicon: 3 MB of the package's 86. */
async function publishDsfr() {
  const { version } = JSON.parse(await readFile(path.join(DSFR, 'package.json'), 'utf8'));
  const folder = `dsfr-${version}`;
  const entries = {
    'dsfr.min.css': 'dsfr.min.css',
    'utility.min.css': 'utility/utility.min.css',
    'dsfr.module.min.js': 'dsfr.module.min.js',
    'favicon.svg': 'favicon/favicon.svg',
  };
  const files = new Set(Object.values(entries));
  for (const sheet of Object.values(entries).filter(file => file.endsWith('.css'))) {
    for (const file of await filesOf(sheet)) files.add(file);
  }
  for (const file of files) {
    await cp(path.join(DSFR, 'dist', file), path.join(WORK, folder, file));
  }
  await cp(path.join(DSFR, 'LICENSE.md'), path.join(WORK, folder, 'LICENSE.md'));
  return Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `${PUBLIC}/${folder}/${file}`]));
}

/** Files a style sheet of the package refers to; old formats of fonts, which no browser we support asks for, aside. */
async function filesOf(sheet) {
  const css = await readFile(path.join(DSFR, 'dist', sheet), 'utf8');
  const found = [...css.matchAll(/url\((["']?)(?!data:|#|["'])([^)"']+)\1\)/g)].map(match => match[2].split(/[?#]/)[0]);
  return found
    .filter(url => !/\.(woff|ttf|eot)$/.test(url))
    .map(url => path.posix.normalize(path.posix.join(path.posix.dirname(sheet), url)));
}

/** Our style sheet in one file, those of the system's theme and of pages without script, the modules: one hash. */
async function publishOwn() {
  const files = new Map();
  const sheets = await Promise.all(STYLES.map(name => readFile(path.join(HERE, 'css', `${name}.css`), 'utf8')));
  await refuseStrays();
  files.set('pupitre.css', sheets.join('\n'));
  const dsfr = await readFile(path.join(DSFR, 'dist/dsfr.min.css'), 'utf8');
  files.set('system-theme.css', systemTheme(dsfr) + systemTheme(sheets.join('\n')));
  files.set('nojs.css', await readFile(path.join(HERE, 'css/nojs.css'), 'utf8'));
  for (const name of (await readdir(path.join(HERE, 'js'))).filter(name => name.endsWith('.js')).sort()) {
    files.set(name, await readFile(path.join(HERE, 'js', name), 'utf8'));
  }

  const hash = createHash('sha256');
  for (const [name, content] of files) hash.update(`${name}\0${content}\0`);
  const folder = `pupitre/${hash.digest('hex').slice(0, 8)}`;
  await mkdir(path.join(WORK, folder), { recursive: true });
  for (const [name, content] of files) await writeFile(path.join(WORK, folder, name), content);
  return Object.fromEntries([...files.keys()].map(name => [name, `${PUBLIC}/${folder}/${name}`]));
}

/** A style sheet that nobody lists would be silently left out. */
async function refuseStrays() {
  const known = new Set([...STYLES, 'nojs'].map(name => `${name}.css`));
  const strays = (await readdir(path.join(HERE, 'css'))).filter(name => !known.has(name));
  if (strays.length > 0) throw new Error(`assets/css: ${strays.join(', ')} not in the list of build.mjs`);
}
