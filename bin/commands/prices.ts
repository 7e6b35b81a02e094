import { meteredUnits } from '#core/cost/prices/list-prices.ts';
import { isStale } from '#core/cost/prices/price-book.ts';
import type { PriceRow } from '#core/cost/prices/price-row.ts';
import { decimalText } from '#core/kernel/decimal.ts';
import { readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';
import { importFile } from './import.ts';

/** `kairos prices`: the price book, and contract prices into it. */
export const prices: Command = {
  name: 'prices',
  summary: {
    en: 'the price book with sources and dates; import contract prices',
    ko: '단가표와 출처, 날짜. 계약 단가 가져오기',
  },
  usage: 'prices [import FILE]',
  options: importFile.options,
  notes: {
    en: 'A file has the columns sku (service/unit), price, currency, valid_from; optional unit (for how many units the price is),\nregion, valid_to, contract_number, tax_percent, kind (list, contract, assumed), source. With a contract number a price\noverrides the list; without one it is assumed and makes an estimate. Prices are before tax. A rate is a price too:\ncurrency/USD/KRW.',
    ko: '파일의 열: sku (서비스/단위), price, currency, valid_from. 선택: unit (몇 단위의 값인지), region, valid_to,\ncontract_number, tax_percent, kind (list, contract, assumed), source. 계약 번호가 있으면 목록 단가보다 앞서고, 없으면\n가정한 단가로 추정이 됩니다. 세금은 뺀 값입니다. 환율도 단가입니다: currency/USD/KRW.',
  },
  examples: ['kairos prices', 'kairos prices import contract.csv'],
  needs: ['costDesk', 'importPorts', 'streamProgress'],

  async run(argv, context) {
    const args = readArguments(prices, argv, 2);
    if (args.positionals[0] === 'import') {
      required(prices, args, 1, 'FILE');
      const words = argv.filter((word) => word !== 'import');
      return importFile.run(['prices', ...words], context);
    }
    if (args.positionals[0] !== undefined)
      throw refuse({
        en: 'say kairos prices, or kairos prices import FILE',
        ko: 'kairos prices 또는 kairos prices import FILE',
      });
    const { out, clock } = context;
    const desk = await service(context, 'costDesk')(await connect(args, context.env));
    const { book, refusedPrices } = await desk.readLedger();
    const rows = book.rows.map((row) => rowOf(row, clock.nowMs()));
    const priced = new Set(book.rows.map((row) => `${row.service} ${row.unit}`));
    const unknown = [...meteredUnits].filter((unit) => !priced.has(unit));
    out.result({ prices: rows, unknown, refused: refusedPrices }, () => {
      const header = {
        en: ['service', 'unit', 'region', 'price', '', 'per', 'basis', 'source', 'read', ''],
        ko: ['서비스', '단위', '리전', '단가', '', '기준 수량', '구분', '출처', '확인일', ''],
      };
      const stale = out.say({ en: 'stale', ko: '오래됨' });
      out.table(
        header[out.language],
        rows.map((r) => [
          r.service,
          r.unit,
          r.region,
          r.price,
          r.currency,
          r.per,
          r.basis,
          r.source,
          r.readOn,
          r.isStale ? stale : '',
        ]),
      );
      for (const unit of unknown)
        out.note(out.say({ en: `no price is known for ${unit}`, ko: `단가를 모름: ${unit}` }));
      for (const { id, problem, ko } of refusedPrices)
        out.note(out.say({ en: `not used: ${id}: ${problem}`, ko: `쓰지 않음: ${id}: ${ko}` }));
    });
    return 0;
  },
};

function rowOf(row: PriceRow, nowMs: number) {
  const { service: name, unit, region, currency, per, tiers, basis, source, readOn, contractNumber } = row;
  const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  return {
    service: name,
    unit,
    region,
    currency,
    per: per.toLocaleString('en-US'),
    price: tiers
      .map((tier) =>
        tier.fromQuantity === 0n
          ? decimalText(tier.price)
          : `${decimalText(tier.price)} > ${tier.fromQuantity.toLocaleString('en-US')}`,
      )
      .join(', '),
    basis,
    source: contractNumber === undefined ? source : `${source} ${contractNumber}`,
    readOn,
    validFrom: row.validFromMs === 0 ? null : day(row.validFromMs),
    validTo: row.validToMs === undefined ? null : day(row.validToMs),
    isStale: basis === 'list' && isStale(row, nowMs),
  };
}
