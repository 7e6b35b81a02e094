import { describe, expect, it } from '@jest/globals';
import { findAmounts } from '#core/copy/check/find-amounts.ts';

describe('numbers that say how something is used', () => {
  it.each([
    '밤엔 두 겹으로 겹쳐 발라 보세요',
    '세 방울을 손바닥에 덜어',
    '손가락 두 마디만큼 덜어',
    '하루 두 번, 일주일에 두세 번',
    '두 시간마다 덧발라 주세요',
    '외출 10분 전에 바르고',
    '1분이면 충분한 아침',
    'one or two drops on clean skin',
    'two thin layers before bed',
    'begin with one or two nights a week',
    'skip a night or two at first',
    'five quiet minutes with a serum',
    'ten minutes to yourself',
    'for the 9-to-5 and after',
    'half past ten, lights out',
  ])('are no statement: %s', (text) => {
    expect(findAmounts(text)).toEqual([]);
  });

  it.each([
    '두 시간이면 주름이 옅어져요',
    '3분 만에 흡수돼요',
    '세안 5분 후에도 촉촉하게',
    '10분이면 충분히 하얘져요',
    '30방울의 앰플',
    'twelve layers of moisture',
    'works in two nights',
    'softer in ten minutes',
    'buy a bottle or two for $5',
    'two free samples',
    'every two hours a new deal',
    'sale from 9 to 5 dollars',
  ])('stay statements where something is promised by them: %s', (text) => {
    expect(findAmounts(text)).not.toEqual([]);
  });
});
