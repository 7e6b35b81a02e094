import { describe, expect, it } from '@jest/globals';
import { findAmounts } from '#core/copy/check/find-amounts.ts';
import { findDates } from '#core/copy/check/find-dates.ts';

const amounts = (text: string): string =>
  findAmounts(findDates(text).rest)
    .map(({ value, unit, role }) => `${value} ${unit}${role === undefined ? '' : ` ${role}`}`.trim())
    .join(', ');

describe('findAmounts', () => {
  it.each([
    ['정가 18,000원에서 12,600원으로', '18000 KRW regular, 12600 KRW'],
    ['1만 2,900원, 3만5천원, 만원', '12900 KRW, 35000 KRW, 10000 KRW'],
    ['12.900원 12 900원', '12900 KRW, 12900 KRW'],
    ['삼십 퍼센트, 오십프로', '30 %, 50 %'],
    ['thirty-five percent off', '35 % off'],
    ['반값, half price, half off', '50 % off, 50 % off, 50 % off'],
    ['10~20% 할인', '10 % off, 20 % off'],
    ['1+1, buy one get one free', '101 bundle, 101 bundle'],
    ['두 개 사면 하나 무료', '201 bundle'],
    ['0.5L, 500ml', '500 ml, 500 ml'],
    ['1분 30초', '60 sec, 30 sec'],
    ['SPF50+ PA++++', '50 spf, 4 pa'],
    ['3 new shades, a dozen sheets', '3 kind, 12 sheet'],
    ['100만 개, 백만 병', '1000000 piece, 1000000 bottle'],
    ['삼개월, 두 병', '3 month, 2 bottle'],
  ])('reads %s', (text, read) => {
    expect(amounts(text)).toBe(read);
  });

  it.each([
    '비타민 B5와 Q10',
    'EV6, 3CE, 4WD',
    '한 번, 하나뿐인',
    '첫 번째, 2번째',
    '1:1 상담',
    '24시간 상담',
    '오프로드 이 프로그램',
    '천만다행',
    'one of a kind',
    '30대 여성',
  ])('finds no statement in %s', (text) => {
    expect(amounts(text)).toBe('');
  });
});

describe('findDates', () => {
  const dates = (text: string): string =>
    findDates(text)
      .dates.map(({ kind, year, month, day, weekday, minute }) =>
        [kind, year, month, day, weekday, minute].filter((part) => part !== undefined).join(' '),
      )
      .join(', ');

  it.each([
    ['2026-11-21 2026.11.21(토)', 'day 2026 11 21, day 2026 11 21 6'],
    ['11월 21일(토) 십일월 이십일일', 'day 11 21 6, day 11 21'],
    ['11월 21일~30일', 'day 11 21, day 30'],
    ['Sat, Nov 21 and 21st of November, 2026', 'day 11 21 6, day 2026 11 21'],
    ['11.20~11.29', 'day 11 20, day 11 29'],
    ['밤 11시 59분, 9pm, 23:59', 'time 1439, time 1260, time 1439'],
    ['오늘까지 D-3 토요일까지', 'relative, relative, weekday 6'],
    ['오늘도 월요일 아침 24/7 4.8점', ''],
  ])('reads %s', (text, read) => {
    expect(dates(text)).toBe(read);
  });
});
