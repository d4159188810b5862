/** Every journey runs on both engines and in both looks, each with a program and a database of its own. */
export const ENGINES = ['sqlite', 'postgres'] as const;
export const LOOKS = ['bureau', 'telephone-sans-js'] as const;

export type Engine = (typeof ENGINES)[number];
export type Look = (typeof LOOKS)[number];

/** As in the report: `sqlite · bureau`. */
export const projectName = (engine: Engine, look: Look) => `${engine} · ${look}`;

/** The variable by which the global set-up tells the workers where a project's program listens. */
export const addressVariable = (engine: Engine, look: Look) =>
  `PUPITRE_E2E_${engine}_${look}`.toUpperCase().replaceAll('-', '_');

/** The variable by which it tells them where the messages are written. */
export const MAIL_FOLDER = 'PUPITRE_E2E_MAIL';

/** The variable that sets the programs' clocks, read by the workers too. */
export const CLOCK = 'PUPITRE_CLOCK';
