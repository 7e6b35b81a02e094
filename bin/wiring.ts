import { userInfo } from 'node:os';
import { createLocalProgress } from './local-progress.ts';
import type { Services } from './services.ts';

const clock = { nowMs: (): number => Date.now() };
const copy = () => import('./wiring/copy-services.ts');
const customers = () => import('./wiring/customer-services.ts');
const events = () => import('./wiring/event-services.ts');

/** What the verbs call, made of the adapters; the SDK is loaded only by verbs that need it. */
export const services: Services = {
  startLocalCloud: async (options) => (await import('./wiring/local-cloud.ts')).startLocalCloud(options),
  importPorts: async (connection) =>
    (await import('./wiring/import-ports.ts')).openImportPorts(connection, clock),
  streamProgress: ({ endpoint }) => (endpoint === undefined ? undefined : createLocalProgress(endpoint)),
  async *tailEvents(connection, options) {
    yield* (await events()).tailEvents(connection, options);
  },
  viewProfile: async (connection, customer, reason) =>
    (await customers()).viewProfile(connection, customer, { by: userInfo().username, reason }),
  exportPerson: async (connection, customer, reason) =>
    (await customers()).exportPerson(connection, customer, { by: userInfo().username, reason }),
  mergePersons: async (connection, keys) =>
    (await customers()).mergePersons(connection, keys, userInfo().username),
  unmergePersons: async (connection, keys) =>
    (await customers()).unmergePersons(connection, keys, userInfo().username),
  quarantine: async (connection) =>
    (await (await import('./wiring/cloud-stores.ts')).openCloudStores(connection)).quarantine,
  replayQuarantine: async (connection, filter) => (await events()).replayQuarantine(connection, filter),
  modelStatus: async (connection) => {
    const stores = await (await import('./wiring/cloud-stores.ts')).openCloudStores(connection);
    return (await import('#app/models/live-models.ts')).readModelStatus(stores);
  },
  guardrail: async (connection) => (await copy()).openGuardrail(connection),
  checkQuality: async (connection) => (await events()).checkQuality(connection),
  reviewPersonas: async (connection) =>
    (await import('./wiring/persona-services.ts')).reviewPersonas(connection),
  copyOffice: async (connection) => (await copy()).openOffice(connection),
  importSettings: async (connection, kind, text) =>
    (await copy()).importSettings(connection, { kind, text, by: userInfo().username }),
  workflows: async (connection) => (await import('./wiring/workflows.ts')).openWorkflows(connection),
  rebuildProfiles: async (connection, options) => (await events()).rebuildProfiles(connection, options),
  costDesk: async (connection) => (await import('./wiring/cost-desk.ts')).openCostDesk(connection),
  noticeDesk: async (connection) => (await import('./wiring/notice-services.ts')).openNoticeDesk(connection),
  planDesk: async (connection) => (await import('./wiring/plan-services.ts')).openPlanDesk(connection),
  reportDesk: async (connection) => (await import('./wiring/report-services.ts')).openReportDesk(connection),
  rotateKeys: async (connection) => (await import('./wiring/rotate-keys.ts')).openRotateKeys(connection),
  erasePerson: async (connection, request) =>
    (await import('./wiring/erase-person.ts')).erasePerson(connection, request),
};
