import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { CopyRun } from '#app/copy/run-copy.ts';
import { tones } from '#core/copy/brief/copy-brief.ts';
import type { CopySet, SetVariant } from '#core/copy/variants/copy-set.ts';
import type { Arguments, Option } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { connect } from '../connection.ts';
import type { Out } from '../out.ts';
import { refuse } from '../said.ts';
import { DOER_OPTIONS, doerOf, reasonOf } from './doer.ts';
import { type OfficeAction, officeTopic } from './office-topic.ts';
import { AUTHORS, statusWords } from './status-words.ts';

const OPTIONS: Readonly<Record<string, Option>> = {
  ...DOER_OPTIONS,
  title: { type: 'string', value: 'TEXT', summary: { en: 'title or subject', ko: '제목' } },
  preheader: {
    type: 'string',
    value: 'TEXT',
    summary: { en: 'preheader of an e-mail', ko: '이메일 미리보기 문구' },
  },
  body: { type: 'string', value: 'TEXT', summary: { en: 'body', ko: '본문' } },
  product: { type: 'string', value: 'ID', summary: { en: 'this product only', ko: '이 상품만' } },
  channel: { type: 'string', value: 'push|email|sms', summary: { en: 'this channel only', ko: '이 채널만' } },
  tone: {
    type: 'string',
    value: tones.join('|'),
    summary: { en: 'this tone (else warm)', ko: '말투 (없으면 warm)' },
  },
  count: { type: 'string', value: 'N', summary: { en: 'variants a row', ko: '문안 수' } },
  image: {
    type: 'string',
    value: 'ID',
    summary: {
      en: 'picture that goes with them, from the fact sheet',
      ko: '함께 갈 이미지 (팩트 시트의 것)',
    },
  },
};

function idOf(args: Arguments): string {
  const id = args.positionals[1];
  if (id !== undefined) return id;
  throw refuse({
    en: 'SET is missing: kairos review copy list',
    ko: '세트가 빠졌습니다: kairos review copy list',
  });
}

const variantsOf = (args: Arguments): readonly string[] => args.positionals.slice(2);

const doer = async (args: Arguments, { env }: CommandContext) => doerOf(args, await connect(args, env));

const words = (args: Arguments) => ({
  ...(args.text('title') !== undefined && { title: args.text('title') ?? '' }),
  ...(args.text('preheader') !== undefined && { preheader: args.text('preheader') ?? '' }),
  ...(args.text('body') !== undefined && { body: args.text('body') ?? '' }),
});

function oneOf<T extends string>(
  known: readonly T[],
  option: string,
  args: Arguments,
): { readonly [key: string]: readonly T[] } | undefined {
  const word = args.text(option);
  if (word === undefined) return undefined;
  const found = known.find((each) => each === word);
  if (found === undefined)
    throw refuse({
      en: `--${option} is one of ${known.join(', ')}`,
      ko: `--${option} 은(는) ${known.join(', ')} 중 하나입니다`,
    });
  return { [`${option}s`]: [found] };
}

async function write(office: CopyOffice, args: Arguments, { out }: CommandContext): Promise<CopyRun> {
  const count = args.text('count');
  const product = args.text('product');
  const image = args.text('image');
  const bar = out.progress(out.say({ en: 'writing', ko: '쓰는 중' }));
  const order = {
    ...oneOf(['push', 'email', 'sms'], 'channel', args),
    ...oneOf(tones, 'tone', args),
    ...(product !== undefined && { productId: product }),
    ...(count !== undefined && { count: Number(count) }),
    ...(image !== undefined && { imageId: image }),
  };
  const run = await office.run(order, { campaign: 'none' }, (set) => bar.update(0, set?.id ?? ''));
  bar.done();
  if (run.rows === 0)
    throw refuse({
      en: 'nothing to write: it takes an accepted appeal point of a product with a signed fact sheet, which names the picture if one is asked for, and an accepted persona where the point has one',
      ko: '쓸 것이 없습니다. 승인된 소구점과 그 상품의 팩트 시트(이미지를 지정했다면 그 이미지가 적힌 것), 소구점에 페르소나가 있다면 승인된 페르소나가 필요합니다',
    });
  return run;
}

const ACTIONS: Readonly<Record<string, OfficeAction>> = {
  async list(office) {
    const sets: CopySet[] = [];
    for await (const set of office.copies.list()) sets.push(set);
    return sets;
  },
  show: (office, args) => office.copies.show(idOf(args)),
  compare: (office, args) => office.copies.show(idOf(args)),
  write,
  add: async (office, args, context) =>
    office.copies.add(
      idOf(args),
      { title: '', preheader: '', body: '', ...words(args) },
      await doer(args, context),
    ),
  edit: async (office, args, context) =>
    office.copies.edit(idOf(args), variantsOf(args)[0] ?? '', words(args), await doer(args, context)),
  accept: async (office, args, context) =>
    office.copies.approve(idOf(args), variantsOf(args), await doer(args, context)),
  reject: async (office, args, context) =>
    office.copies.reject(idOf(args), variantsOf(args), reasonOf(args), await doer(args, context)),
  close: (office, args) => office.copies.close(idOf(args)),
};

function listed(sets: readonly CopySet[], { out }: CommandContext): void {
  const header = {
    en: [
      'set',
      'status',
      'persona',
      'product',
      'channel',
      'language',
      'passed',
      'approved',
      'failed',
      'model',
      'lapses',
    ],
    ko: ['세트', '상태', '페르소나', '상품', '채널', '언어', '통과', '승인', '탈락', '모델', '만료'],
  };
  const count = ({ variants }: CopySet, status: SetVariant['status']): number =>
    variants.filter((variant) => variant.status === status).length;
  out.table(
    header[out.language],
    sets.map((set) => [
      set.id,
      out.say(statusWords(set.failure ?? set.status)),
      set.row.personaId ?? '–',
      set.row.productId,
      set.row.channel,
      set.row.language,
      count(set, 'passed'),
      count(set, 'approved'),
      count(set, 'failed'),
      set.model,
      set.status === 'waiting' ? lapseOf(set, out) : '',
    ]),
  );
}

const instant = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16)}Z`;

/** Until when a set waits, with the reminder that half of its time is over. */
function lapseOf({ dueAtMs, remindedAtMs }: CopySet, out: Out): string {
  return remindedAtMs !== undefined
    ? out.say({ en: `${instant(dueAtMs)} (please decide)`, ko: `${instant(dueAtMs)} (결정해 주십시오)` })
    : instant(dueAtMs);
}

/** Each variant in full, with verdict, rule, span and fix where it failed. */
function detailed(set: CopySet, { out }: CommandContext): void {
  const simulated = set.isSimulated ? out.say({ en: ' (simulated)', ko: ' (모의)' }) : '';
  out.line(
    `${set.id} · ${set.row.appealType} · ${set.row.channel} · ${set.row.language} · ${set.model}${simulated}`,
  );
  out.line(set.brief.appeal.text);
  for (const variant of set.variants) {
    const score = variant.judgement === undefined ? '' : ` ${variant.judgement.score.toFixed(2)}`;
    out.line(
      `\n[${variant.id}] ${out.say(statusWords(variant.status))}${score} · ${out.say(AUTHORS[variant.author])}`,
    );
    if (variant.title !== '') out.line(`  ${variant.title}`);
    for (const line of variant.body.split('\n')) out.line(`  ${line}`);
    for (const { rule, field, span, text, fix } of variant.findings)
      out.line(`  ✗ ${rule} (${field} ${span.join('–')} "${text}"): ${fix}`);
  }
}

/** Two columns: the person's own on the left, the others on the right. */
function compared(set: CopySet, { out }: CommandContext): void {
  const control = set.variants.find(({ author }) => author === 'person');
  const header = { en: ['control', 'variant', ''], ko: ['직접 쓴 것', '문안', ''] };
  const one = ({ title, body }: SetVariant): string => `${title} ${body}`.replace(/\s+/g, ' ').trim();
  const rows = set.variants.filter((variant) => variant !== control && variant.judgement !== undefined);
  out.table(
    header[out.language],
    rows.map((variant, i) => [
      i === 0 && control !== undefined ? one(control) : '',
      one(variant),
      variant.id,
    ]),
  );
}

function ran(run: CopyRun, { out }: CommandContext): void {
  out.line(
    out.say({
      en: `${run.rows} rows: ${run.passed} variants passed, ${run.failed} failed, ${run.duplicates} said the same; ${run.failedRows} rows without an answer, ${run.unavailableRows} to be run again.`,
      ko: `${run.rows}행: 통과 ${run.passed}, 탈락 ${run.failed}, 중복 ${run.duplicates}. 답이 없는 행 ${run.failedRows}, 다시 실행할 행 ${run.unavailableRows}.`,
    }),
  );
}

function shown(action: string, result: unknown, context: CommandContext): void {
  if (action === 'list') listed(result as readonly CopySet[], context);
  else if (action === 'write') ran(result as CopyRun, context);
  else if (action === 'compare') compared(result as CopySet, context);
  else detailed(result as CopySet, context);
}

/** `kairos review copy`: people read, change and approve the words. */
export const copy = officeTopic({
  name: 'copy',
  summary: {
    en: 'the words: what passed, what did not and why; nothing is live before the review is closed',
    ko: '문구: 통과한 것, 떨어진 것과 이유. 검토를 마쳐야 쓰입니다',
  },
  about: '[SET [VARIANT …]]',
  options: OPTIONS,
  examples: [
    'kairos review copy write --product sku-0012',
    'kairos review copy edit c-1a2b3c m1 --body "33% 할인으로 만나 보세요."',
    'kairos review copy accept c-1a2b3c m1 m2 --minutes 4',
  ],
  actions: ACTIONS,
  shown,
});
