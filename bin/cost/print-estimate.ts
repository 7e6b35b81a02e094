import { type DayModel, estimateDay, STANDING_DAY } from '#core/cost/estimate-day.ts';
import { formulaOf, totalsByCurrency } from '#core/cost/ledger/cost-line.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook, unknownPrice } from '#core/cost/prices/price-book.ts';
import { decimalText } from '#core/kernel/decimal.ts';
import { nearest } from '../nearest.ts';
import type { Out } from '../out.ts';
import { refuse } from '../said.ts';

/** `customers=4000000,eventsPerCustomer=30` over the standing day. @throws InputError for a name or number that is none. */
export function readModel(text: string): DayModel {
  const model: Record<string, number> = { ...STANDING_DAY };
  for (const part of text.split(',').filter((word) => word !== '')) {
    const [name = '', value = ''] = part.split('=');
    if (!Object.hasOwn(model, name) || !/^\d{1,12}$/.test(value)) {
      const close = nearest(name, Object.keys(model));
      throw refuse({
        en: `--model ${part}: give name=number with one of ${Object.keys(model).join(', ')}${close === undefined ? '' : `; did you mean ${close}?`}`,
        ko: `--model ${part}: 이름=숫자로 쓰십시오. 이름: ${Object.keys(model).join(', ')}`,
      });
    }
    model[name] = Number(value);
  }
  return model as unknown as DayModel;
}

/** What a day costs at list prices, every line with both of its formulas. */
export function printEstimate(
  model: DayModel,
  at: { readonly region: string; readonly atMs: number },
  out: Out,
): void {
  const estimated = estimateDay(model, createPriceBook(listPrices), at);
  const lines = estimated.flatMap((part) => part.lines);
  const totals = [...totalsByCurrency(lines)].map(([currency, total]) => `${decimalText(total)} ${currency}`);
  const unpriced = estimated
    .filter((part) => part.lines.length === 0 && part.quantity > 0)
    .map(({ service, unit }) => unknownPrice({ service, unit, ...at }));
  const told = unpriced.map(({ en }) => en);
  out.result({ model, region: at.region, estimated, totals, unpriced: told }, () => {
    const rows = estimated.flatMap(({ service, unit, derivation, quantity, lines: parts }) =>
      parts.length === 0
        ? [[`${service} ${unit}`, derivation, quantity.toLocaleString('en-US'), '?', '']]
        : parts.map((line) => [
            `${service} ${unit}`,
            derivation,
            formulaOf(line),
            line.amount,
            line.currency,
          ]),
    );
    const header = {
      en: ['what', 'quantity from', 'formula', 'amount', ''],
      ko: ['항목', '수량 근거', '계산식', '금액', ''],
    };
    out.table(header[out.language], rows);
    out.line(
      out.say({
        en: `total of what has a price: ${totals.join(' + ')}`,
        ko: `단가를 아는 항목의 합계: ${totals.join(' + ')}`,
      }),
    );
    for (const { en, ko } of unpriced) out.note(out.say({ en: `not in it: ${en}`, ko: `빠진 항목: ${ko}` }));
    const left = {
      en: 'Not in it either: Lambda time, storage, Firehose, language models; they are measured, not assumed.',
      ko: 'Lambda 시간, 저장, Firehose, 언어 모델도 빠져 있습니다. 가정하지 않고 잽니다.',
    };
    out.note(out.say(left));
  });
}
