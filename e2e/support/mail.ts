/** The messages that the programs of the tests wrote in a folder, instead of sending them. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { MAIL_FOLDER } from './looks.ts';

/** The text of the last message to somebody; waits until there are `at least` so many. */
export async function lastMessageTo(email: string, atLeast = 1): Promise<string> {
  await expect.poll(() => messagesTo(email).length, { message: `messages to ${email}`, timeout: 20_000 }).toBeGreaterThanOrEqual(atLeast);
  return messagesTo(email).at(-1)!;
}

function messagesTo(email: string): string[] {
  const folder = process.env[MAIL_FOLDER]!;
  let files: string[] = [];
  try {
    files = readdirSync(folder).map(name => path.join(folder, name));
  } catch {
    return []; // Nothing was sent yet.
  }
  const written = files.map(file => ({ at: statSync(file).mtimeMs, text: readFileSync(file, 'utf8') }));
  return written.filter(({ text }) => headOf(text).includes(email)).sort((a, b) => a.at - b.at).map(({ text }) => bodyOf(text));
}

const headOf = (message: string) => message.split('\r\n\r\n', 1)[0]!;

function bodyOf(message: string): string {
  const head = headOf(message);
  const body = message.slice(head.length + 4);
  const encoding = head.match(/^Content-Transfer-Encoding: *(\S+)/im)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
