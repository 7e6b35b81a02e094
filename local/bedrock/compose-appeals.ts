import { type AppealType, appealTypes } from '#core/copy/approved-copy.ts';
import { withParticle } from '#core/copy/korean/particles.ts';
import type { Task } from './read-task.ts';

type Writer = (product: string, category: string) => string;

const KOREAN: Readonly<Record<AppealType, Writer>> = {
  context: (_, category) => `아직 맞는 ${withParticle(category, 'object')} 찾지 못한 분을 위한 선택`,
  price: (product) => `${withParticle(product, 'object')} 알뜰하게 만나는 때`,
  novelty: (product) => `새롭게 만나는 ${product}`,
  social_proof: (product) => `먼저 써 본 분들이 말하는 ${product}`,
  care: (product) => `애쓴 하루 끝에 ${withParticle(product, 'towards')} 나를 돌보는 시간`,
  convenience: (_, category) => `손이 덜 가는 ${category}`,
  scarcity: (product) => `다 쓰기 전에 챙겨 두는 ${product}`,
  membership: (product) => `늘 찾아 주시는 분께 먼저 알리는 ${product}`,
};

const ENGLISH: Readonly<Record<AppealType, Writer>> = {
  context: (_, category) => `For those who have not found their ${category} yet`,
  price: (product) => `A good moment to buy ${product}`,
  novelty: (product) => `Something new: ${product}`,
  social_proof: (product) => `What people who use ${product} say`,
  care: (product) => `A moment of care with ${product} after a long day`,
  convenience: (_, category) => `A ${category} that asks little of you`,
  scarcity: (product) => `The next ${product}, before the last one runs out`,
  membership: (product) => `${product}, for those who keep coming back`,
};

interface AppealsTask {
  readonly language: 'ko' | 'en';
  readonly product: { readonly name: string; readonly category: string };
  readonly count: number;
  readonly themes: readonly { readonly theme: string; readonly positive: number }[];
}

/** Which kind of appeal a theme of the reviews speaks for. */
const OF_THEME: Readonly<Record<string, AppealType>> = {
  price: 'price',
  value: 'price',
  scent: 'care',
  gentle: 'care',
  moisture: 'context',
  texture: 'convenience',
  ease: 'convenience',
  delivery: 'convenience',
  gift: 'membership',
  repurchase: 'membership',
  new: 'novelty',
};

/** Proposes appeal points: kinds that the product's reviews praise first, then the others. */
export function composeAppeals(task: Task): unknown {
  const { language, product, count, themes } = task as unknown as AppealsTask;
  const praised = [...themes]
    .sort((a, b) => b.positive - a.positive)
    .flatMap(({ theme }) => (OF_THEME[theme] === undefined ? [] : [OF_THEME[theme]]));
  const kinds = [...new Set<AppealType>([...praised, ...appealTypes])].slice(0, count);
  const words = language === 'ko' ? KOREAN : ENGLISH;
  return { appeals: kinds.map((type) => ({ type, text: words[type](product.name, product.category) })) };
}
