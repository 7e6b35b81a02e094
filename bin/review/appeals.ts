import type { AppealDraft } from '#app/copy/appeal-desk.ts';
import type { CopyOffice, Workbench } from '#app/copy/copy-office.ts';
import { type AppealPoint, minutesOf } from '#core/copy/appeal/appeal-point.ts';
import { type AppealType, appealTypes } from '#core/copy/approved-copy.ts';
import type { Arguments, Option } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { DOER_OPTIONS, doerOf, reasonOf } from './doer.ts';
import { type OfficeAction, officeTopic } from './office-topic.ts';
import { AUTHORS, statusWords } from './status-words.ts';

const OPTIONS: Readonly<Record<string, Option>> = {
  ...DOER_OPTIONS,
  persona: {
    type: 'string',
    value: 'ID',
    summary: { en: 'for this persona (else for everybody)', ko: '이 페르소나에게만 (없으면 모두에게)' },
  },
  type: {
    type: 'string',
    value: 'TYPE',
    summary: { en: appealTypes.join(', '), ko: appealTypes.join(', ') },
  },
  ko: { type: 'string', value: 'TEXT', summary: { en: 'the Korean text', ko: '한국어 문구' } },
  en: { type: 'string', value: 'TEXT', summary: { en: 'the English text', ko: '영어 문구' } },
  count: { type: 'string', value: 'N', summary: { en: 'how many', ko: '개수' } },
};

function wordAt(args: Arguments, position: number, what: string): string {
  const word = args.positionals[position];
  if (word !== undefined) return word;
  throw refuse({ en: `${what} is missing`, ko: `${what} 이(가) 빠졌습니다` });
}

function typeOf(args: Arguments): AppealType {
  const type = appealTypes.find((each) => each === args.text('type'));
  if (type !== undefined) return type;
  throw refuse({
    en: `--type is one of ${appealTypes.join(', ')}`,
    ko: `--type 은 ${appealTypes.join(', ')} 중 하나입니다`,
  });
}

async function all(office: CopyOffice): Promise<readonly AppealPoint[]> {
  const appeals: AppealPoint[] = [];
  for await (const appeal of office.appeals.list()) appeals.push(appeal);
  return appeals;
}

async function changed(args: Arguments, context: CommandContext) {
  return doerOf(args, await connect(args, context.env));
}

const ACTIONS: Readonly<Record<string, OfficeAction>> = {
  list: (office) => all(office),
  show: (office, args) => office.appeals.show(wordAt(args, 1, 'ID')),
  evidence: (office, args, { language }) =>
    office.evidence(wordAt(args, 1, 'PRODUCT'), args.text('persona'), language),
  propose: (office, args, { language }) =>
    office.propose(
      wordAt(args, 1, 'PRODUCT'),
      args.text('persona'),
      language,
      Number(args.text('count') ?? 4),
    ),
  async write(office, args, context) {
    const draft: AppealDraft = {
      productId: wordAt(args, 1, 'PRODUCT'),
      personaId: args.text('persona'),
      type: typeOf(args),
      text: { ko: args.text('ko') ?? '', en: args.text('en') ?? '' },
    };
    return office.appeals.write(draft, await changed(args, context));
  },
  accept: async (office, args, context) =>
    office.appeals.accept(wordAt(args, 1, 'ID'), await changed(args, context)),
  async edit(office, args, context) {
    const [ko, en] = [args.text('ko'), args.text('en')];
    const text = { ...(ko !== undefined && { ko }), ...(en !== undefined && { en }) };
    return office.appeals.edit(wordAt(args, 1, 'ID'), text, await changed(args, context));
  },
  reject: async (office, args, context) =>
    office.appeals.reject(wordAt(args, 1, 'ID'), reasonOf(args), await changed(args, context)),
};

const SIMULATED = { en: ' (simulated)', ko: ' (모의)' } as const;

function table(appeals: readonly AppealPoint[], { out }: CommandContext): void {
  const header = {
    en: ['id', 'status', 'product', 'persona', 'type', 'author', 'minutes', 'text'],
    ko: ['id', '상태', '상품', '페르소나', '종류', '작성', '분', '문구'],
  };
  out.table(
    header[out.language],
    appeals.map((appeal) => [
      appeal.id,
      out.say(statusWords(appeal.status)),
      appeal.productId,
      appeal.personaId ?? '–',
      appeal.type,
      out.say(AUTHORS[appeal.author]) + (appeal.isSimulated ? out.say(SIMULATED) : ''),
      minutesOf(appeal),
      appeal.text[out.language] || appeal.text.ko || appeal.text.en,
    ]),
  );
}

function bench({ product, themes, facts, notes, margin }: Workbench, { out }: CommandContext): void {
  out.line(`${product.name} (${product.id})`);
  out.line(
    out.say({ en: `Margin without VAT: ${percent(margin)}`, ko: `마진 (부가세 제외): ${percent(margin)}` }),
  );
  out.line(notes.join(' · '));
  const header = { en: ['theme', 'praise', 'blame', 'quotes'], ko: ['주제', '칭찬', '불만', '인용'] };
  out.table(
    header[out.language],
    themes.map(({ theme, positive, negative, praise, blame }) => [
      theme,
      positive,
      negative,
      [...praise.slice(0, 1), ...blame.slice(0, 1)].join(' / '),
    ]),
  );
  out.line(facts.map(({ id, text }) => `${id}: ${text}`).join(' · '));
}

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${Math.round(100 * share)} %`;

function shown(action: string, result: unknown, context: CommandContext): void {
  if (action === 'evidence') return bench(result as Workbench, context);
  if (action === 'list') return table(result as readonly AppealPoint[], context);
  if (action !== 'propose') return table([result as AppealPoint], context);
  const proposals = result as Awaited<ReturnType<CopyOffice['propose']>>;
  if (proposals.status === 'proposed') return table(proposals.appeals, context);
  context.out.line(
    context.out.say({
      en: `The model gave nothing usable (${proposals.reason}); nothing was changed.`,
      ko: `모델의 답을 쓸 수 없습니다 (${proposals.reason}). 바뀐 것은 없습니다.`,
    }),
  );
}

/** `kairos review appeals`: people choose what is said. */
export const appeals = officeTopic({
  name: 'appeals',
  summary: {
    en: 'what to offer people to care about: evidence, proposals, your own',
    ko: '무엇을 말할지: 근거, 제안, 직접 쓴 소구점',
  },
  about: '[ID|PRODUCT]',
  options: OPTIONS,
  examples: [
    'kairos review appeals evidence sku-0012',
    'kairos review appeals accept a-1a2b3c4d5e --minutes 2',
  ],
  actions: ACTIONS,
  shown,
});
