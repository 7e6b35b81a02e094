import type { Answer, NoAnswer } from '#core/outcomes/questions/question.ts';
import type { GoalName } from '#core/plan/goal.ts';

/** A sentence in both languages. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
}

/** What a report's opening is made from: numbers, and nothing else. */
export interface ReportFacts {
  readonly campaignName: string;
  readonly people: number;
  readonly messages: number;
  /** People who got one: a trigger may write to somebody more than once. */
  readonly reached: number;
  readonly responders: number;
  /** Scripted people or customers, or the local composer. */
  readonly isSimulated: boolean;
  readonly isSampleRatioBroken: boolean;
  readonly goal: GoalName;
  /** Times that the goal was reached per person, sent to against holdout. */
  readonly againstHoldout: Answer;
  /** `estimates`: units whose prices are assumed. */
  readonly cost: { readonly text: string; readonly estimates: readonly string[] } | undefined;
  /** Is its window over? Then nothing is gained by waiting. */
  readonly isOver: boolean;
  /** People still needed to tell the smallest effect worth acting on; undefined if it can be told or never will. */
  readonly peopleMissing: number | undefined;
  /** Days until the smallest effect worth acting on can be told, at today's pace; undefined if it can or never will. */
  readonly daysMissing: number | undefined;
  /** Things that the numbers don't say, most important first. */
  readonly unknowns: readonly Sentence[];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const points = (value: number): string => (value * 100).toFixed(2);

/** Five sentences that a manager can read: what happened, is it real, what it cost, what to do, what we don't know. */
export function managerSentences(facts: ReportFacts): readonly Sentence[] {
  return [whatHappened(facts), isItReal(facts), whatItCost(facts), whatToDo(facts), whatWeDontKnow(facts)];
}

function whatHappened(facts: ReportFacts): Sentence {
  const { campaignName, people, messages, reached, responders, isSimulated } = facts;
  const share = reached === 0 ? 0 : responders / reached;
  const [en, ko] = isSimulated ? [' All of it is simulated.', ' 모두 시뮬레이션입니다.'] : ['', ''];
  return {
    en: `"${campaignName}" sent ${count(messages)} messages to ${count(people)} people considered, and ${count(responders)} responded (${percent(share)}).${en}`,
    ko: `"${campaignName}" 캠페인은 대상 ${count(people)}명에게 메시지 ${count(messages)}건을 보냈고, ${count(responders)}명이 반응했습니다(${percent(share)}).${ko}`,
  };
}

/** Whether the difference to the holdout may be believed, in one sentence. */
export function isItReal(
  facts: Pick<ReportFacts, 'isSampleRatioBroken' | 'againstHoldout' | 'goal'>,
): Sentence {
  if (facts.isSampleRatioBroken) {
    return {
      en: 'Nothing can be said of its effect: the groups do not have the sizes that were drawn, so people were lost on the way.',
      ko: '효과를 말할 수 없습니다. 나눈 비율과 실제 인원이 달라 중간에 빠진 사람이 있습니다.',
    };
  }
  const { againstHoldout, goal } = facts;
  if (againstHoldout.kind === 'no_answer') return notMeasured(againstHoldout.reason);
  const { verdict, difference, interval } = againstHoldout.comparison;
  const [low, high] = interval;
  const band = `${points(low)} and ${points(high)}`;
  const bandKo = `${points(low)} ~ ${points(high)}`;
  switch (verdict) {
    case 'better':
      return {
        en: `It is real: ${points(difference)} more ${goal.en} per 100 people than without messages (between ${band}).`,
        ko: `실제 효과입니다. 보내지 않은 그룹보다 100명당 ${goal.ko} ${points(difference)}건이 더 많습니다(구간 ${bandKo}).`,
      };
    case 'worse':
      return {
        en: `It did harm: ${points(-difference)} fewer ${goal.en} per 100 people than without messages (between ${band}).`,
        ko: `오히려 손해입니다. 보내지 않은 그룹보다 100명당 ${goal.ko} ${points(-difference)}건이 더 적습니다(구간 ${bandKo}).`,
      };
    case 'no_difference_that_matters':
      return {
        en: `It made no difference that matters: between ${band} ${goal.en} per 100 people.`,
        ko: `의미 있는 차이가 없습니다. 100명당 ${goal.ko} 차이는 ${bandKo}건 사이입니다.`,
      };
    case 'not_enough_yet':
      return {
        en: `Whether it is real cannot be said yet: there are too few people or ${goal.en}.`,
        ko: `아직 효과를 말할 수 없습니다. 인원이나 ${goal.ko} 건수가 부족합니다.`,
      };
  }
}

function notMeasured(reason: NoAnswer): Sentence {
  if (reason === 'too_early')
    return {
      en: 'Its effect is not read before the last answer is in.',
      ko: '마지막 응답이 들어오기 전에는 효과를 읽지 않습니다.',
    };
  if (reason === 'too_few_stores')
    return {
      en: 'Its effect cannot be told: too few stores took part.',
      ko: '참여한 매장이 적어 효과를 말할 수 없습니다.',
    };
  return { en: 'Its effect was not measured.', ko: '효과를 측정하지 않았습니다.' };
}

function whatItCost({ cost }: ReportFacts): Sentence {
  if (cost === undefined) {
    return {
      en: 'What it cost is not known: a price is missing (see "kairos cost").',
      ko: '비용을 알 수 없습니다. 단가가 없는 항목이 있습니다("kairos cost" 참고).',
    };
  }
  if (cost.estimates.length === 0) return { en: `It cost ${cost.text}.`, ko: `비용은 ${cost.text}입니다.` };
  const named = cost.estimates.join(', ');
  return {
    en: `It cost about ${cost.text} (an estimate: assumed prices of ${named}).`,
    ko: `비용은 약 ${cost.text}입니다(추정. 가정한 단가: ${named}).`,
  };
}

function whatToDo(facts: ReportFacts): Sentence {
  if (facts.isSampleRatioBroken)
    return {
      en: 'Find out where people were lost before anything is decided.',
      ko: '결정하기 전에 사람이 어디에서 빠졌는지 먼저 찾으십시오.',
    };
  const { againstHoldout } = facts;
  if (againstHoldout.kind === 'no_answer' && againstHoldout.reason === 'too_early')
    return { en: 'Wait, and change nothing meanwhile.', ko: '바꾸지 말고 기다리십시오.' };
  const verdict = againstHoldout.kind === 'compared' ? againstHoldout.comparison.verdict : 'not_enough_yet';
  switch (verdict) {
    case 'better':
      return { en: 'Keep it, and keep the holdout.', ko: '계속하되, 비교 그룹도 유지하십시오.' };
    case 'worse':
      return { en: 'Stop it.', ko: '중단하십시오.' };
    case 'no_difference_that_matters':
      return { en: 'Spend the money elsewhere.', ko: '예산을 다른 곳에 쓰십시오.' };
    case 'not_enough_yet':
      return facts.isOver ? whatToDoNext(facts) : howLong(facts.daysMissing);
  }
}

/** Nobody waits longer for an answer. */
const MOST_DAYS = 90;

function howLong(daysMissing: number | undefined): Sentence {
  if (daysMissing === undefined)
    return { en: 'Let it run; do not change it meanwhile.', ko: '바꾸지 말고 계속 진행하십시오.' };
  const days = count(daysMissing);
  if (daysMissing > MOST_DAYS)
    return {
      en: `Ask more people or fewer questions: at this rate an answer takes about ${days} more days.`,
      ko: `대상을 넓히거나 질문을 줄이십시오. 이 속도로는 답을 얻는 데 약 ${days}일이 더 걸립니다.`,
    };
  return {
    en: `Let it run about ${days} more days; do not change it meanwhile.`,
    ko: `바꾸지 말고 약 ${days}일 더 진행하십시오.`,
  };
}

function whatToDoNext({ peopleMissing, againstHoldout }: ReportFacts): Sentence {
  if (againstHoldout.first === 'stores_in')
    return {
      en: "It is over and was too small to tell: run it again with more stores, or believe the plan's assumption knowingly.",
      ko: '캠페인은 끝났고 판단하기에는 부족합니다. 더 많은 매장으로 다시 진행하거나, 계획의 가정임을 알고 쓰십시오.',
    };
  const [en, ko] =
    peopleMissing === undefined
      ? ['', '']
      : [` by about ${count(peopleMissing)} people`, ` 약 ${count(peopleMissing)}명이`];
  return {
    en: `It is over and was too small to tell${en}: run it again for more people, or believe the plan's assumption knowingly.`,
    ko: `캠페인은 끝났고 판단하기에는${ko} 부족합니다. 더 많은 고객에게 다시 진행하거나, 계획의 가정임을 알고 쓰십시오.`,
  };
}

function whatWeDontKnow({ unknowns }: ReportFacts): Sentence {
  const [first] = unknowns;
  if (first === undefined)
    return {
      en: 'What we do not know: what happens after the window.',
      ko: '모르는 것: 측정 기간 이후의 변화.',
    };
  return { en: `What we do not know: ${first.en}`, ko: `모르는 것: ${first.ko}` };
}
