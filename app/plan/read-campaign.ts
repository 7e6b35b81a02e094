import { type CampaignFile, campaignFile } from '#contracts/campaign.ts';
import { parseDurationMs } from '#core/kernel/duration.ts';
import { InputError } from '#core/kernel/errors.ts';
import { parseInstant } from '#core/kernel/time.ts';
import type { Campaign, FrequencyCap } from '#core/plan/campaign.ts';

/** What zod says in a few words, in Korean; the path and the wanted form say the rest. */
const KOREAN: Readonly<Record<string, string>> = {
  invalid_type: '형식이 다르거나 빠져 있습니다',
  unrecognized_keys: '알 수 없는 항목이 있습니다',
  invalid_value: '정해진 값 중 하나가 아닙니다',
  invalid_union: '알려진 규칙이 아닙니다',
  too_small: '너무 작거나 비어 있습니다',
  too_big: '너무 큽니다',
  invalid_format: '형식이 맞지 않습니다',
  custom: '조건에 맞지 않습니다',
};

/**
 * A campaign from the content of its file.
 * @throws InputError naming every path with its problem and the mend, in both languages.
 */
export function readCampaign(content: unknown): Campaign {
  const parsed = campaignFile.safeParse(content);
  if (parsed.success) return toCampaign(parsed.data);
  const lines = parsed.error.issues.map(({ path, code, message, ...issue }) => {
    const where = path.length === 0 ? '(file)' : path.map(String).join('.');
    const keys = 'keys' in issue ? ` (${issue.keys.join(', ')})` : '';
    return {
      en: `${where}: ${message}`,
      ko: `${where}: ${KOREAN[code] ?? '잘못되었습니다'}${keys} — ${message}`,
    };
  });
  const mend = {
    en: 'docs/reference/schemas/campaign.json describes every field.',
    ko: '모든 항목은 docs/reference/schemas/campaign.json 에 있습니다.',
  };
  throw new InputError(
    ['the campaign cannot be read:', ...lines.map(({ en }) => `  ${en}`), mend.en].join('\n'),
    {
      details: {
        ko: ['캠페인을 읽을 수 없습니다:', ...lines.map(({ ko }) => `  ${ko}`), mend.ko].join('\n'),
      },
    },
  );
}

const capOf = ({ count, period }: CampaignFile['cap']): FrequencyCap => ({
  count,
  periodMs: parseDurationMs(period)!,
});

function toCampaign(file: CampaignFile): Campaign {
  const { $schema, window, cap, appeals, copies, value, policies, ...rest } = file;
  void $schema;
  return {
    ...rest,
    appealIds: appeals,
    copyIds: copies,
    window: { fromMs: parseInstant(window.from)!, toMs: parseInstant(window.to)! },
    cap: capOf(cap),
    arms: {
      ...rest.arms,
      content: rest.arms.content.map(({ cap: own, ...arm }) => (own ? { ...arm, cap: capOf(own) } : arm)),
    },
    repeatDays: rest.repeatDays,
    leadDays: rest.leadDays,
    trigger: rest.trigger,
    budget: rest.budget,
    value: { ...value, orderValue: value.orderValue, goalValue: value.goalValue },
    policies: { fallbackZone: policies.fallbackZone, unknownAge: policies.unknownAge },
  };
}
