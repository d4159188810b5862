import { chromium } from 'playwright';
const [,, who, path, name] = process.argv;
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const width of [1280, 390]) {
  const p = await b.newPage({ viewport: { width, height: 900 } });
  if (who !== '-') {
    await p.goto('http://127.0.0.1:8391/connexion');
    await p.fill('[name=email]', who); await p.fill('[name=password]', 'Pupitre-demo-2026!');
    await p.click('button[type=submit]'); await p.waitForLoadState();
  }
  await p.goto('http://127.0.0.1:8391' + path);
  await p.screenshot({ path: `/tmp/b/${name}-${width}.png`, fullPage: true });
  await p.close();
}
await b.close();
