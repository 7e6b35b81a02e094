import { storesDocument } from '#app/kpis/stores-document.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { REPORT_OPTIONS, showDocuments } from '../report/show-documents.ts';
import { service } from '../service.ts';

/** `kairos stores`: visits, dwell, zones and events of the shop's stores. */
export const stores: Command = {
  name: 'stores',
  summary: {
    en: 'visits, time spent, zones and events in stores',
    ko: '매장 방문, 체류, 구역, 행사',
  },
  usage: 'stores [--markdown FILE] [--html FILE]',
  options: { ...REPORT_OPTIONS, ...CONNECTION_OPTIONS },
  examples: ['kairos stores --html stores.html'],
  needs: ['reportDesk'],

  async run(argv, context) {
    const args = readArguments(stores, argv, 0);
    const desk = await service(context, 'reportDesk')(await connect(args, context.env));
    const found = await desk.stores();
    showDocuments([storesDocument(found, context.language)], found, args, context);
    return 0;
  },
};
