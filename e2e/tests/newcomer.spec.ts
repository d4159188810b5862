/** Somebody starts the demonstration: its sign-in page lists one account a role, and each opens on the first page of its role. */
import { expect, test } from '../support/test.ts';
import { plain } from '../support/words.ts';

/** Each role of the glossary, and where its work begins. */
const FIRST_PAGES: [role: RegExp, page: RegExp][] = [
  [/^Assistant ou assistante de plate-forme/, /^\/plates-formes\/29-BREST\/file$/],
  [/^Responsable de plate-forme/, /^\/territoires\/29-BREST\/tableau-de-bord$/],
  [/^Coordonnateur ou coordonnatrice MLDS/, /^\/territoires\/29-BREST\/tableau-de-bord$/],
  [/^Membre de plate-forme/, /^\/mes-dossiers$/],
  [/^Opérateur ou opératrice de contact/, /^\/$/],
  [/^Délégué ou déléguée du préfet/, /^\/territoires\/29-BREST\/tableau-de-bord$/],
  [/^Responsable départemental/, /^\/territoires\/D29\/tableau-de-bord$/],
  [/^Responsable régional \(académie/, /^\/territoires\/A14\/tableau-de-bord$/],
  [/^Responsable régional \(région/, /^\/territoires\/R53\/tableau-de-bord$/],
  [/^Équipe nationale/, /^\/territoires\/FR\/tableau-de-bord$/],
  [/^Administrateur ou administratrice des comptes/, /^\/comptes$/],
];

test('a newcomer finds one account a role on the sign-in page, and each lands on its first page', async ({ page, checkPage }) => {
  test.setTimeout(180_000);
  await page.goto('/connexion');
  await checkPage();
  const accounts = page.getByRole('region', { name: 'Comptes de démonstration' }).getByRole('listitem');
  await expect(accounts).toHaveCount(FIRST_PAGES.length);

  for (const [role, first] of FIRST_PAGES) {
    await page.goto('/connexion');
    const account = accounts.filter({ has: page.locator('.pu-meta', { hasText: role }) });
    await expect(account, `one account: ${role}`).toHaveCount(1);
    const name = plain(await account.locator('strong').textContent());
    await account.getByRole('button', { name: `Entrer comme ${name}` }).click();

    await expect(page).toHaveURL(url => first.test(url.pathname));
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('banner').getByText(name).first()).toBeAttached();
    await page.context().clearCookies();
  }
});

test('a wrong password says so without saying which part is wrong, and keeps the address', async ({ page, checkPage }) => {
  await page.goto('/connexion');
  await page.getByLabel('Adresse électronique').fill('personne@pupitre.example');
  await page.getByLabel('Mot de passe', { exact: true }).fill('un mot de passe au hasard');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.locator('main')).toContainText('Cette adresse et ce mot de passe ne vont pas ensemble');
  await expect(page.getByLabel('Adresse électronique')).toHaveValue('personne@pupitre.example');
  await checkPage();
});
