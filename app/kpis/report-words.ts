import type { DecidedStage, QuestionId } from '#app/kpis/campaign-report.ts';
import type { Dimension } from '#app/kpis/measure-campaign.ts';
import type { Verdict } from '#core/outcomes/experiments/compare-arms.ts';
import type { NoAnswer } from '#core/outcomes/questions/question.ts';

/** Every text of a report in one language. */
export interface ReportWords {
  readonly language: 'en' | 'ko';
  readonly title: string;
  readonly simulated: string;
  readonly asOf: string;
  readonly opens: string;
  readonly open: string;
  readonly closed: string;
  readonly questions: Readonly<Record<QuestionId, string>>;
  /** What groups are called, by the names that arms and questions give them. */
  readonly groups: Readonly<Record<string, string>>;
  readonly everybody: string;
  readonly questionHeader: readonly string[];
  readonly visitHeader: readonly string[];
  readonly verdicts: Readonly<Record<Verdict | NoAnswer, string>>;
  readonly per100: string;
  readonly visitorsPer100: string;
  readonly more: string;
  readonly divisions: string;
  readonly divisionHeader: readonly string[];
  readonly notAsked: string;
  readonly stageHeading: string;
  readonly stageHeader: readonly string[];
  readonly stages: Readonly<Record<DecidedStage, string>>;
  readonly kpis: string;
  readonly kpisSay: string;
  readonly hiddenGroups: string;
  readonly formulas: string;
  readonly formulaHeader: readonly string[];
  readonly dimensions: Readonly<Record<Dimension, string>>;
  /** Of people who have no persona, no region. */
  readonly none: string;
  readonly people: string;
  readonly added: string;
  readonly addedHeader: readonly string[];
  readonly expected: string;
  readonly measured: string;
  readonly lead: string;
  readonly leadSays: string;
  readonly leadHeader: readonly string[];
  readonly hours: string;
  readonly returns: string;
  readonly returnRows: Readonly<
    Record<'spend' | 'margin' | 'roi' | 'roas' | 'roiAgainstBefore' | 'estimate', string>
  >;
  readonly returnsMissing: string;
  readonly arms: string;
  readonly armsFine: string;
  readonly armsBroken: string;
  readonly armHeader: readonly string[];
  readonly unknowns: string;
  readonly noUnknowns: string;
  readonly changes: string;
  readonly changeHeader: readonly string[];
  readonly method: string;
}

const en: ReportWords = {
  language: 'en',
  title: 'What the campaign did: {name} ({occurrence})',
  simulated: 'SIMULATED: made-up people or scripted authors; nothing here is about a real shop.',
  asOf: 'Events until {at}. {measured} of {drawn} people drawn were measured; {accepted} messages accepted, {suppressed} suppressed, {failed} failed, {unknown} unknown.',
  opens:
    'Opened: {opened} messages; fetched in advance by a mail service alone: {prefetched}. Nothing is decided by opens.',
  open: 'Open: late orders, cancellations and returns re-open the totals until {at}.',
  closed: 'Closed: these numbers do not change any more.',
  questions: {
    holdout: 'Did it bring {goal}, over the holdout?',
    order_holdout: 'Orders, over the holdout',
    net_holdout: 'Orders that no cancellation or return took back, over the holdout',
    store_visits: 'Did it bring people to stores, over the holdout?',
    timing: 'Own time against other times',
    empathy: 'Empathy map: context words − price words, by persona',
    coupon: 'With coupon against without',
    product: 'The product that the plan chose against those that people chose',
    channel: 'Channel against channel, of everybody drawn, reachable there or not',
    frequency: 'Written to more often against less often',
    regional: 'Regional effect, against stores or regions held out',
  },
  groups: {
    sent: 'sent to',
    holdout: 'holdout',
    programme: 'programme',
    programme_holdout: 'held out from all',
    own_time: 'own time',
    random_time: 'random time',
    one_time: 'one time',
    with_coupon: 'with coupon',
    without_coupon: 'without',
    any_product: 'product as planned',
    any_channel: 'channel as planned',
    campaign_cap: 'the campaign’s cap',
    stores_in: 'stores written to',
    stores_out: 'held out',
  },
  everybody: 'everybody',
  questionHeader: ['', 'people', 'more {goal} per 100', 'interval', 'verdict'],
  visitHeader: ['', 'people', 'more visitors per 100', 'interval', 'verdict'],
  verdicts: {
    better: 'better',
    worse: 'worse',
    no_difference_that_matters: 'no difference that matters',
    not_enough_yet: 'not enough data yet',
    sample_ratio_broken: 'no verdict: the groups are not as drawn',
    arms_differ_elsewhere: 'no verdict: the groups differ in more than this',
    not_measured: 'not measured',
    too_early: 'not read before the last answer is in',
    too_few_stores: 'not enough stores',
  },
  per100: 'difference in {goal} per 100 people',
  visitorsPer100: 'difference in visitors per 100 people',
  more: 'needs about {count} more people',
  divisions: 'Who does what: appeal point × words',
  divisionHeader: [
    'appeal × words',
    'people',
    '{goal} per 100',
    'minutes',
    'authors',
    'against person × model',
  ],
  notAsked: 'The arms of this campaign do not ask it.',
  stageHeading: 'Who does what: one stage at a time',
  stageHeader: ['stage', 'the model', 'a person', 'people', 'more {goal} per 100 by the model', 'verdict'],
  stages: { timing: 'hour', product: 'product', channel: 'channel' },
  kpis: 'KPIs by group',
  kpisSay:
    'Within seven days of each message; groups are as they came, only the comparison with the holdout is proof.',
  hiddenGroups: 'Groups of fewer than ten people are hidden: {count}.',
  formulas: 'How each KPI is counted',
  formulaHeader: ['KPI', 'formula'],
  dimensions: {
    campaign: 'all',
    arm: 'arm',
    channel: 'channel',
    persona: 'persona',
    hour: 'local hour',
    region: 'region',
    region_hour: 'region and hour',
  },
  none: '(none)',
  people: 'people',
  added: 'Added {goal}: expected by the plan, and measured',
  addedHeader: ['', 'added {goal}', 'interval'],
  expected: 'expected',
  measured: 'measured',
  lead: 'From message to {goal}',
  leadSays:
    'Share of accepted messages followed by {goal}; messages still being watched count as long as they were watched.',
  leadHeader: ['within', 'reached'],
  hours: '{hours} h',
  returns: 'What came back',
  returnRows: {
    spend: 'spent',
    margin: 'margin added over the holdout',
    roi: 'ROI against the holdout',
    roas: 'ROAS (added revenue without VAT / spent)',
    roiAgainstBefore: 'ROI against the same number of days before (no proof)',
    estimate: ' (estimate)',
  },
  returnsMissing:
    'ROI and ROAS are not told: a cost, a margin or the holdout is missing, or too few people answered for an interval.',
  arms: 'Groups as drawn and as measured',
  armsFine: 'The groups have the sizes that were drawn (p = {p}).',
  armsBroken: 'The groups do not have the sizes that were drawn (p = {p}): nothing may be read from them.',
  armHeader: ['group', 'share drawn', 'people'],
  unknowns: 'What we do not know',
  noUnknowns: 'What happens after the window.',
  changes: 'Changed since the report was closed',
  changeHeader: ['', 'closed', 'now'],
  method:
    'By intention to treat: everybody for whom the dice fell counts in their group, sent to or not, over the same days. Intervals are at 95 % after CUPED for one look on every day of the campaign and its answers together: looking every day is allowed. Questions with several rows share the 5 %.',
};

const ko: ReportWords = {
  language: 'ko',
  title: '캠페인 결과: {name} ({occurrence})',
  simulated: '시뮬레이션: 가상의 고객 또는 대본에 따른 작성자입니다. 실제 매장의 결과가 아닙니다.',
  asOf: '{at}까지의 이벤트. 추첨된 {drawn}명 중 {measured}명 측정. 메시지 접수 {accepted}, 억제 {suppressed}, 실패 {failed}, 불명 {unknown}.',
  opens:
    '열어 본 메시지 {opened}, 메일 서비스가 미리 가져오기만 한 것 {prefetched}. 열람으로는 아무것도 정하지 않습니다.',
  open: '열림: {at}까지 늦은 주문·취소·반품이 합계를 다시 엽니다.',
  closed: '마감: 이 수치는 더 바뀌지 않습니다.',
  questions: {
    holdout: '보내지 않은 그룹보다 늘었습니까? ({goal})',
    order_holdout: '주문, 보내지 않은 그룹과 비교',
    net_holdout: '취소·반품되지 않은 주문, 보내지 않은 그룹과 비교',
    store_visits: '보내지 않은 그룹보다 매장 방문이 늘었습니까?',
    timing: '개인별 시간과 다른 시간의 비교',
    empathy: '공감 지도(도움의 언어): 맥락 문구 − 가격 문구, 페르소나별',
    coupon: '쿠폰이 있을 때와 없을 때',
    product: '계획이 고른 상품과 사람이 고른 상품',
    channel: '채널 비교(해당 채널 수신 가능 여부와 관계없이 추첨된 전원)',
    frequency: '발송 빈도 비교',
    regional: '지역 효과, 제외한 매장 또는 지역과 비교',
  },
  groups: {
    sent: '보냄',
    holdout: '보내지 않음',
    programme: '프로그램',
    programme_holdout: '전체 제외',
    own_time: '본인 시각',
    random_time: '무작위 시각',
    one_time: '정해진 시각',
    context: '맥락',
    price: '가격',
    with_coupon: '쿠폰 있음',
    without_coupon: '쿠폰 없음',
    any_product: '계획이 고른 상품',
    any_channel: '계획이 고른 채널',
    campaign_cap: '캠페인 상한',
    stores_in: '보낸 매장',
    stores_out: '제외한 매장',
    plain: '기본',
    coupon: '쿠폰',
  },
  everybody: '전체',
  questionHeader: ['', '인원', '100명당 {goal} 차이', '구간', '판정'],
  visitHeader: ['', '인원', '100명당 방문자 차이', '구간', '판정'],
  verdicts: {
    better: '더 좋음',
    worse: '더 나쁨',
    no_difference_that_matters: '의미 있는 차이 없음',
    not_enough_yet: '아직 데이터 부족',
    sample_ratio_broken: '판정 없음: 그룹 크기가 추첨과 다름',
    arms_differ_elsewhere: '판정 없음: 다른 조건도 다름',
    not_measured: '측정하지 않음',
    too_early: '마지막 응답 전에는 읽지 않음',
    too_few_stores: '매장 부족',
  },
  per100: '100명당 {goal} 차이',
  visitorsPer100: '100명당 방문자 차이',
  more: '약 {count}명 더 필요',
  divisions: '누가 무엇을: 소구점 × 문구',
  divisionHeader: ['소구점 × 문구', '인원', '100명당 {goal}', '분', '작성자', '사람 × 모델 대비'],
  notAsked: '이 캠페인의 실험군으로는 묻지 않습니다.',
  stageHeading: '누가 무엇을: 한 단계씩',
  stageHeader: ['단계', '모델', '사람', '인원', '모델이 정할 때 100명당 {goal} 차이', '판정'],
  stages: { timing: '시각', product: '상품', channel: '채널' },
  kpis: '그룹별 KPI',
  hiddenGroups: '10명 미만인 그룹은 숨깁니다: {count}개.',
  kpisSay: '각 메시지 후 7일 이내. 그룹은 있는 그대로이며, 증거는 보내지 않은 그룹과의 비교뿐입니다.',
  formulas: 'KPI 계산식',
  formulaHeader: ['KPI', '계산식'],
  dimensions: {
    campaign: '전체',
    arm: '실험군',
    channel: '채널',
    persona: '페르소나',
    hour: '현지 시각',
    region: '지역',
    region_hour: '지역·시각',
  },
  none: '(없음)',
  people: '인원',
  added: '늘어난 {goal}: 계획의 예상과 측정',
  addedHeader: ['', '늘어난 {goal}', '구간'],
  expected: '예상',
  measured: '측정',
  lead: '메시지에서 목표까지 ({goal})',
  leadSays: '접수된 메시지 중 목표({goal})로 이어진 비율. 아직 지켜보는 메시지는 지켜본 만큼만 셉니다.',
  leadHeader: ['이내', '달성'],
  hours: '{hours}시간',
  returns: '수익',
  returnRows: {
    spend: '지출',
    margin: '보내지 않은 그룹 대비 늘어난 마진',
    roi: 'ROI(보내지 않은 그룹 대비)',
    roas: 'ROAS(늘어난 부가세 제외 매출 / 지출)',
    roiAgainstBefore: 'ROI(이전 같은 일수 대비, 증거 아님)',
    estimate: ' (추정)',
  },
  returnsMissing:
    'ROI와 ROAS를 말할 수 없습니다. 비용, 마진 또는 비교 그룹이 없거나 응답이 적어 구간을 낼 수 없습니다.',
  arms: '추첨한 그룹과 측정한 그룹',
  armsFine: '그룹 크기가 추첨과 같습니다 (p = {p}).',
  armsBroken: '그룹 크기가 추첨과 다릅니다 (p = {p}). 아무것도 읽을 수 없습니다.',
  armHeader: ['그룹', '추첨 비율', '인원'],
  unknowns: '모르는 것',
  noUnknowns: '측정 기간 이후의 변화.',
  changes: '마감 이후 달라진 것',
  changeHeader: ['', '마감', '현재'],
  method:
    '배정된 대로 셉니다: 추첨된 사람은 보냈든 아니든 같은 기간 동안 자기 그룹에 속합니다. 구간은 CUPED 이후, 캠페인과 응답 기간의 모든 날에 하루 한 번씩 보는 것을 합쳐 95 % 이므로 매일 보아도 됩니다. 여러 줄로 된 질문은 5 %를 나누어 씁니다.',
};

/** Texts of reports by language. */
export const REPORT_WORDS: Readonly<Record<'en' | 'ko', ReportWords>> = { en, ko };
