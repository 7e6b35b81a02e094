import { createLocalProgress } from './local-progress.ts';
import type { Services } from './services.ts';

const clock = { nowMs: (): number => Date.now() };

/** What the verbs call, made of the adapters; the SDK is loaded only by verbs that need it. */
export const services: Partial<Services> = {
  importPorts: async (connection) => (await import('./import-ports.ts')).openImportPorts(connection, clock),
  streamProgress: ({ endpoint }) => (endpoint === undefined ? undefined : createLocalProgress(endpoint)),
};
