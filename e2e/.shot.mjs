import { chromium } from 'playwright';
const [,, mail, width, out, ...urls] = process.argv;
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const p = await (await b.newContext({ viewport: { width: +width, height: 900 } })).newPage();
await p.goto('http://127.0.0.1:8391/connexion');
await p.getByLabel('Adresse électronique').fill(mail);
await p.getByLabel('Mot de passe', { exact: true }).fill('Pupitre-demo-2026!');
await p.getByRole('button', { name: 'Se connecter' }).click();
await p.waitForLoadState();
let i = 0;
for (const u of urls) { await p.goto('http://127.0.0.1:8391' + u); await p.screenshot({ path: `${out}_${i++}.png`, fullPage: true }); }
await b.close();
