import type { ImportReport } from '#app/events/imports/deliver-file.ts';
import type { Survey } from '#app/events/imports/survey-file.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';

/** `8911407.90` as `8,911,407.90`. */
function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  return Number(whole).toLocaleString('en-US') + (fraction === undefined ? '' : `.${fraction}`);
}

/** The result of an import as one document. */
export function reportDocument(
  survey: Survey,
  report: ImportReport,
  isFolded: boolean | null,
): Record<string, unknown> {
  const { kind, file, columns, rowCount, refusedCount, refusedByCode, currency } = survey;
  return {
    kind,
    file: file.name,
    fileId: file.fileId,
    format: file.format,
    columns: Object.fromEntries(
      (columns?.found ?? []).map(({ column, places }) => [
        column.name,
        places.map((place) => columns?.header[place] ?? ''),
      ]),
    ),
    currency: currency ?? null,
    rows: rowCount,
    refused: { count: refusedCount, byReason: Object.fromEntries(refusedByCode) },
    messages: report.messageCount,
    records: report.recordCount,
    stored: report.itemCount,
    customers: survey.customerCount,
    orders: report.orderCounts,
    units: report.unitCount,
    totals: report.totals,
    cancelledLines: report.cancelledLineCount,
    folded: isFolded,
  };
}

type Row = readonly [Said, string | number];

/** The table at the end of an import. */
export function describeReport(survey: Survey, report: ImportReport, out: Out): void {
  const refused = [...survey.refusedByCode].map(
    ([code, count]): Row => [{ en: `  ${code}`, ko: `  ${code}` }, count],
  );
  const { completed, cancelled, refunded } = report.orderCounts;
  const isPurchases = survey.kind === 'purchases';
  const rows: readonly (Row | false)[] = [
    [{ en: 'rows read', ko: '읽은 줄' }, survey.rowCount],
    [{ en: 'rows refused', ko: '거절한 줄' }, survey.refusedCount],
    ...refused,
    report.messageCount > 0 && [{ en: 'messages', ko: '메시지' }, report.messageCount],
    report.itemCount > 0 && [{ en: 'rows stored', ko: '저장한 줄' }, report.itemCount],
    survey.customerCount > 0 && [{ en: 'customers', ko: '고객' }, survey.customerCount],
    isPurchases && [{ en: 'orders', ko: '주문' }, completed],
    cancelled > 0 && [{ en: 'orders cancelled', ko: '취소된 주문' }, cancelled],
    refunded > 0 && [{ en: 'orders refunded', ko: '환불된 주문' }, refunded],
    report.cancelledLineCount > 0 && [
      { en: 'cancelled lines left out', ko: '제외한 취소 상품' },
      report.cancelledLineCount,
    ],
    isPurchases && [{ en: 'units', ko: '수량' }, report.unitCount],
    ...Object.entries(report.totals).map(
      ([code, total]): Row => [{ en: `total ${code}`, ko: `합계 ${code}` }, grouped(total)],
    ),
  ];
  const shown = rows.filter((row) => row !== false);
  const text = (value: string | number): string =>
    typeof value === 'number' ? value.toLocaleString('en-US') : value;
  const width = Math.max(...shown.map(([, value]) => text(value).length));
  out.table(
    ['', ''],
    shown.map(([said, value]) => [out.say(said), text(value).padStart(width)]),
  );
}
