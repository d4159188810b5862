/**
 * Global set-up: one demonstration country an engine, copied for each look; one program on each copy, on a free port.
 * The teardown stops what was started here, and nothing else.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENGINES, LOOKS, MAIL_FOLDER, addressVariable } from './looks.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PROGRAM = process.env.PUPITRE_BIN ?? path.join(ROOT, 'target/debug/pupitre');
/** Small, but every platform has cases and every role an account. */
const DEMO = ['demo', '--cases', '3000', '--seed', '1'];

export default async function start() {
  const folder = mkdtempSync(path.join(tmpdir(), 'pupitre-e2e-'));
  process.env[MAIL_FOLDER] = path.join(folder, 'mail');
  const programs: ChildProcess[] = [];
  const databases: string[] = [];
  const stop = async () => {
    await Promise.all(programs.map(ended));
    databases.forEach(name => psql(`DROP DATABASE IF EXISTS ${name}`));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const engine of ENGINES) {
      const country = engine === 'sqlite' ? sqlite(folder) : postgres(databases);
      for (const look of LOOKS) {
        const { program, address } = await serve(country(look), folder);
        programs.push(program);
        process.env[addressVariable(engine, look)] = address;
      }
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Fills a country; returns what copies it and gives the address of the copy. */
type Country = (look: string) => string;

function sqlite(folder: string): Country {
  const filled = path.join(folder, 'pays.db');
  fill(`sqlite:${filled}`);
  return look => {
    const copy = path.join(folder, `${look}.db`);
    copyFileSync(filled, copy);
    return `sqlite:${copy}`;
  };
}

function postgres(databases: string[]): Country {
  const filled = `e2e_${process.pid}`;
  psql(`CREATE DATABASE ${filled}`);
  databases.push(filled);
  fill(server(filled));
  return look => {
    const copy = `${filled}_${look.replaceAll('-', '_')}`;
    psql(`CREATE DATABASE ${copy} TEMPLATE ${filled}`);
    databases.unshift(copy);
    return server(copy);
  };
}

function fill(database: string) {
  execFileSync(PROGRAM, [...DEMO, '--database', database], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A missing PostgreSQL is a failure, never a skip. */
function server(database?: string): string {
  const url = process.env.PUPITRE_TEST_POSTGRES;
  if (!url) throw new Error('PUPITRE_TEST_POSTGRES is not set: run these tests by `make e2e` or `make test`');
  return database ? url.replace(/\/[^/?]*(\?|$)/, `/${database}$1`) : url;
}

function psql(statement: string) {
  execFileSync('psql', ['--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', `--command=${statement}`, server()], { stdio: 'pipe' });
}

/** Resolves once the program says where it listens. */
function serve(database: string, folder: string): Promise<{ program: ChildProcess; address: string }> {
  const program = spawn(PROGRAM, ['serve', '--listen', '127.0.0.1:0', '--database', database], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PUPITRE_MAIL_FOLDER: process.env[MAIL_FOLDER] },
  });
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout!.on('data', text => {
      said += text;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (address) resolve({ program, address });
    });
    program.once('exit', code => reject(new Error(`the program ended with code ${code} before it listened: ${said}`)));
  });
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (program.exitCode !== null) return resolve();
    program.once('exit', () => resolve());
    program.kill('SIGTERM');
  });
}
