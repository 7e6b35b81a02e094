import { createLocalProgress } from './local-progress.ts';
import type { Services } from './services.ts';

/** What the verbs call, made of the adapters. */
export const services: Partial<Services> = {
  streamProgress: ({ endpoint }) => (endpoint === undefined ? undefined : createLocalProgress(endpoint)),
};
