import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { CLOCK, ENGINES, LOOKS, addressVariable, projectName } from './support/looks.ts';
import type { Options } from './support/test.ts';

// The system's browser: Playwright's own cannot be downloaded everywhere. The one without windows does less.
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// Journeys take their morning, whatever the hour: no run meets midnight. The programs and the workers inherit it.
process.env[CLOCK] ??= `${new Date().toISOString().slice(0, 10)}T08:00:00Z`;

const VIEWPORTS = {
  'bureau': { viewport: { width: 1280, height: 900 }, javaScriptEnabled: true },
  'telephone-sans-js': { viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
};

export default defineConfig<Options>({
  testDir: 'tests',
  globalSetup: './support/programs.ts',
  workers: 2,
  timeout: 120_000,
  // A journey reads from top to bottom and changes what the next one finds: the tests of a file run in order.
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  expect: { timeout: 15_000 },
  retries: process.env.CI ? 1 : 0,
  reporter: process.env.CI ? 'list' : 'line',
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    // To trace a failure: npx playwright test --trace on.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? BROWSERS.find(existsSync),
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ],
    },
  },
  projects: ENGINES.flatMap(engine => LOOKS.map(look => ({
    name: projectName(engine, look),
    use: { ...VIEWPORTS[look], engine, look, baseURL: process.env[addressVariable(engine, look)] },
  }))),
});
