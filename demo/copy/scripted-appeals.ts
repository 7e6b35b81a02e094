import type { CategoryId } from '../catalogue/categories.ts';
import type { Product } from '../catalogue/products.ts';

/** A reason to care about a product, as the scripted person words it. */
export interface ScriptedAppeal {
  readonly type: 'context' | 'price';
  readonly text: { readonly ko: string; readonly en: string };
}

/** The day in which a product has its place, by category. */
const contexts: Readonly<Record<CategoryId, readonly [ko: string, en: string]>> = {
  cleanser: ['하루를 씻어 내는 저녁에', 'For the evening wash after a long day'],
  toner: ['세안 뒤 첫 단계를 아직 고르는 분께', 'For anyone still choosing the step after washing'],
  serum: ['내 세럼을 아직 찾는 중인 분께', 'For anyone still looking for a serum of their own'],
  cream: ['잠들기 전 마지막 한 단계', 'The last step before sleep'],
  'eye-care': ['거울 앞에서 잠깐 쉬어 가는 밤', 'For a quiet minute at the mirror'],
  mask: ['아무것도 하지 않는 저녁을 위해', 'For an evening with nothing planned'],
  'sun-care': ['주말마다 밖으로 나가는 분께', 'For everybody who is outdoors at weekends'],
  'base-makeup': ['거울 볼 틈이 없는 아침에', 'For mornings without a minute to spare'],
  lip: ['약속이 있는 날 마지막 한 번', 'The last touch before going out'],
  'eye-makeup': ['주말 약속을 기다리는 마음으로', 'For the plans you made for the weekend'],
  hair: ['머리 감는 시간이 쉬는 시간인 분께', 'For those who rest while washing their hair'],
  body: ['샤워하고 나와 숨을 고르는 시간', 'For the moment after the shower'],
  fragrance: ['향으로 하루를 여는 분께', 'For those who open the day with a scent'],
  tool: ['화장대를 정리하고 싶은 날', 'For the day you tidy your dressing table'],
};

/** One context and one price appeal point for a product, from templates: nobody felt anything here. */
export function scriptedAppeals({ category, priceKrw }: Product): readonly ScriptedAppeal[] {
  const [ko, en] = contexts[category];
  const price = priceKrw.toLocaleString('en-US');
  return [
    { type: 'context', text: { ko, en } },
    { type: 'price', text: { ko: `장바구니에 담는 값 ${price}원`, en: `In your basket for ${price} won` } },
  ];
}
