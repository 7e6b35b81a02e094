import { describe, expect, it } from '@jest/globals';
import { parseMoment } from '#core/events/imports/moment.ts';

const seoul = { zone: 'Asia/Seoul', hasExcelSerials: false };
const iso = (text: string, reading = seoul) => {
  const moment = parseMoment(text, reading);
  return moment && new Date(moment.atMs).toISOString() + (moment.isDayOnly ? ' (day)' : '');
};

describe('parseMoment', () => {
  it.each([
    ['2026-11-21T05:06:53Z', '2026-11-21T05:06:53.000Z'],
    ['2026-11-21T14:06:53+0900', '2026-11-21T05:06:53.000Z'],
    ['2026-11-21 14:06:53', '2026-11-21T05:06:53.000Z'],
    ['2026-11-21T14:06', '2026-11-21T05:06:00.000Z'],
    ['2026.11.21', '2026-11-21T03:00:00.000Z (day)'],
    ['2026. 11. 21.', '2026-11-21T03:00:00.000Z (day)'],
    ['2026. 11. 21. 오후 3:05', '2026-11-21T06:05:00.000Z'],
    ['2026-11-21 오전 12:05', '2026-11-20T15:05:00.000Z'],
    ['2026/11/21 3:05:09 PM', '2026-11-21T06:05:09.000Z'],
    ['2026년 11월 21일 15시 5분', '2026-11-21T06:05:00.000Z'],
    ['2026년 11월 21일 15시', '2026-11-21T06:00:00.000Z'],
    ['2026.11.21(토) 15:05', '2026-11-21T06:05:00.000Z'],
    ['20261121', '2026-11-21T03:00:00.000Z (day)'],
    ['20261121150530', '2026-11-21T06:05:30.000Z'],
    ['20261121 1505', '2026-11-21T06:05:00.000Z'],
    ['２０２６．１１．２１', '2026-11-21T03:00:00.000Z (day)'],
  ])('reads %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it.each([
    '',
    '어제',
    '2026-02-30',
    '2026.13.01',
    '2026-11-21 25:00',
    '2026-11-21 오후 13:00',
    '11/12/2026',
    '26.11.21',
    '46347',
    '2026-11-21 15',
  ])('fails on %s', (text) => {
    expect(parseMoment(text, seoul)).toBeUndefined();
  });

  it('reads spreadsheet serials only where the file is said to have them', () => {
    const serials = { zone: 'Asia/Seoul', hasExcelSerials: true };
    expect(iso('46347', serials)).toBe('2026-11-21T03:00:00.000Z (day)');
    expect(iso('46347.5', serials)).toBe('2026-11-21T03:00:00.000Z');
    expect(iso('20261121', serials)).toBe('2026-11-21T03:00:00.000Z (day)');
  });

  it('moves a time that a clock change leaves out on by the gap, and takes the first pass of a doubled one', () => {
    const york = { zone: 'America/New_York', hasExcelSerials: false };
    expect(iso('2026-03-08 02:30', york)).toBe('2026-03-08T07:30:00.000Z');
    expect(iso('2026-11-01 01:30', york)).toBe('2026-11-01T05:30:00.000Z');
  });
});
