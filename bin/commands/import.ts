import { basename, resolve } from 'node:path';
import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import { deliverFile, type ImportReport, rehearseFile } from '#app/events/imports/deliver-file.ts';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import { type Survey, surveyFile } from '#app/events/imports/survey-file.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import { IMPORT_KINDS, type ImportKind } from '#core/events/imports/import-kind.ts';
import { type Arguments, CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { type Connection, connect } from '../connection.ts';
import { COLUMNS_OPTION } from '../import/columns-option.ts';
import { describeReport, reportDocument } from '../import/describe-report.ts';
import { describeSurvey } from '../import/describe-survey.ts';
import { kindOf, readSettings } from '../import/import-options.ts';
import { importSettingsFile, settingsKind } from '../import/import-settings.ts';
import { ProblemLog } from '../import/problem-log.ts';
import { waitUntilFolded } from '../import/wait-until-folded.ts';
import { withFileName } from '../messages/file-problems.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** `kairos import`: a shop's own files, as they come. */
export const importFile: Command = {
  name: 'import',
  summary: {
    en: 'bring in files: purchases, products, contacts, … as they come',
    ko: '구매, 상품, 연락처 등의 파일을 있는 그대로 가져옵니다',
  },
  usage: 'import KIND FILE [options]',
  options: {
    columns: COLUMNS_OPTION,
    zone: {
      type: 'string',
      value: 'ZONE',
      summary: {
        en: 'zone of times without offset (else the brand’s)',
        ko: '시간대가 없는 시각의 시간대 (없으면 브랜드의 것)',
      },
    },
    currency: {
      type: 'string',
      value: 'CODE',
      summary: { en: 'currency of amounts that name none', ko: '통화가 없는 금액의 통화' },
    },
    'excel-serials': {
      type: 'boolean',
      summary: {
        en: 'bare numbers in time columns are spreadsheet days',
        ko: '시각 열의 숫자를 엑셀 날짜로 읽습니다',
      },
    },
    strict: {
      type: 'boolean',
      summary: {
        en: 'refuse the whole file if one row is malformed',
        ko: '한 줄이라도 잘못되면 파일 전체를 거절합니다',
      },
    },
    'dry-run': {
      type: 'boolean',
      summary: { en: 'read and judge the file, write nothing', ko: '읽고 살피기만 하고 쓰지 않습니다' },
    },
    errors: {
      type: 'string',
      value: 'FILE',
      summary: {
        en: 'write all refused rows there (line, column, reason)',
        ko: '거절한 줄을 모두 파일로 씁니다 (줄, 열, 이유)',
      },
    },
    'no-wait': {
      type: 'boolean',
      summary: {
        en: 'do not wait until everything is folded',
        ko: '프로필에 반영될 때까지 기다리지 않습니다',
      },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: `Kinds: ${IMPORT_KINDS.join(', ')}; and as JSON: brand, facts, offers.\nCSV with a header (gzip, UTF-8, UTF-16 and CP949 are recognised) or, for events, JSON lines. Importing a file twice\nchanges nothing.`,
    ko: `종류: ${IMPORT_KINDS.join(', ')}. JSON 으로는 brand, facts, offers.\n머리글이 있는 CSV (gzip, UTF-8, UTF-16, CP949 를 알아봅니다). events 는 JSON 줄입니다. 같은 파일을 두 번 가져와도\n달라지는 것이 없습니다.`,
  },
  examples: [
    'kairos import purchases orders.csv --dry-run',
    'kairos import purchases transactions.csv.gz --columns customer_id=household_id --zone America/New_York',
    'kairos import contacts members.csv --strict --errors refused.csv',
  ],
  needs: ['importPorts', 'streamProgress'],

  async run(argv, context) {
    const args = readArguments(importFile, argv, 2);
    const settings = settingsKind(args.positionals[0]);
    if (settings !== undefined)
      return importSettingsFile(settings, required(importFile, args, 1, 'FILE'), args, context);
    const kind = kindOf(required(importFile, args, 0, 'KIND'));
    const path = resolve(context.cwd, required(importFile, args, 1, 'FILE'));
    const isRehearsal = args.flag('dry-run');
    // A rehearsal needs no cloud, unless the file's times are in the catalogue.
    const connection =
      isRehearsal && kind !== 'campaign_targets' ? undefined : await connect(args, context.env);
    const ports = connection && (await service(context, 'importPorts')(connection));
    const survey = await surveyed(kind, path, args, { context, catalogue: ports?.catalogue });
    assertUsable(survey, args.flag('strict'));
    const report = await delivered(survey, isRehearsal ? undefined : ports, context);
    const isFolded =
      isRehearsal || connection === undefined ? null : await folded(connection, report, args, context);
    context.out.result(reportDocument(survey, report, isFolded), () =>
      describeReport(survey, report, context.out),
    );
    return 0;
  },
};

async function surveyed(
  kind: ImportKind,
  path: string,
  args: Arguments,
  {
    context,
    catalogue,
  }: { readonly context: CommandContext; readonly catalogue: CatalogueStore | undefined },
): Promise<Survey> {
  const { out, env, cwd, clock } = context;
  const settings = readSettings(args, env, clock.nowMs());
  const starts = kind === 'campaign_targets' ? await campaignStarts(catalogue) : new Map<string, string>();
  const errors = args.text('errors');
  const problems = new ProblemLog(out, errors === undefined ? undefined : resolve(cwd, errors));
  const bar = out.progress(out.say({ en: 'reading', ko: '읽는 중' }));
  try {
    const file = await openImportFile(path);
    const campaignStart = (id: string): string | undefined => starts.get(id);
    const all = { ...settings, fileId: file.fileId, campaignStart };
    const survey = await surveyFile(kind, file, all, {
      onProblem: (problem) => problems.add(problem),
      onProgress: (share) => bar.update(share),
    });
    bar.done();
    describeSurvey(survey, settings, out);
    return survey;
  } catch (error) {
    throw withFileName(error, basename(path));
  } finally {
    bar.done();
    problems.close();
  }
}

async function campaignStarts(catalogue: CatalogueStore | undefined): Promise<ReadonlyMap<string, string>> {
  const starts = new Map<string, string>();
  if (catalogue === undefined) return starts;
  for await (const { id, attributes } of catalogue.list('campaigns')) {
    if (typeof attributes['from'] === 'string') starts.set(id, attributes['from']);
  }
  return starts;
}

function assertUsable({ refusedCount, rowCount }: Survey, isStrict: boolean): void {
  if (isStrict && refusedCount > 0) {
    throw refuse({
      en: `nothing was written: ${refusedCount} of ${rowCount} rows are malformed, and --strict refuses the file`,
      ko: `아무것도 쓰지 않았습니다. ${rowCount}줄 가운데 ${refusedCount}줄이 잘못되어 --strict 가 파일을 거절합니다`,
    });
  }
  if (refusedCount === rowCount) {
    throw refuse({
      en: `nothing was written: not one of the ${rowCount} rows can be read; is it the right kind?`,
      ko: `아무것도 쓰지 않았습니다. ${rowCount}줄 가운데 읽을 수 있는 줄이 없습니다. 종류가 맞는지 보십시오`,
    });
  }
}

async function delivered(
  survey: Survey,
  ports: ImportPorts | undefined,
  { out }: CommandContext,
): Promise<ImportReport> {
  if (ports === undefined) {
    out.note(out.say({ en: 'Dry run: nothing is written.', ko: '시험 실행입니다. 아무것도 쓰지 않습니다.' }));
    return rehearseFile(survey);
  }
  const bar = out.progress(out.say({ en: 'sending', ko: '보내는 중' }));
  return deliverFile(survey, ports, (share) => bar.update(share)).finally(() => bar.done());
}

/** Is all of it in the profiles? Null where nobody waited. */
async function folded(
  connection: Connection,
  report: ImportReport,
  args: Arguments,
  context: CommandContext,
): Promise<boolean | null> {
  const progress = service(context, 'streamProgress')(connection);
  if (report.messageCount === 0 || args.flag('no-wait') || progress === undefined) return null;
  return waitUntilFolded(progress, context.out, context.signal, () => context.clock.nowMs());
}
