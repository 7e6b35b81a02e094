import { describe, expect, it } from '@jest/globals';
import { printSkips } from '#bin/demo/print-skips.ts';
import { createOut } from '#bin/out.ts';
import type { Language } from '#bin/said.ts';

function printed(metrics: Readonly<Record<string, number>>, language: Language): string {
  let text = '';
  const sink = { isTerminal: false, write: (piece: string) => void (text += piece) };
  const settings = { stdout: sink, stderr: sink, isJson: false, isProgressWanted: false, nowMs: () => 0 };
  printSkips(metrics, createOut({ ...settings, language }));
  return text;
}

describe('printSkips', () => {
  const metrics = {
    DeliveryTriggersStarted: 4,
    'DeliveryTriggersSkippedByReason{reason=cool_down}': 7,
    'DeliveryTriggersSkippedByReason{reason=no_consent}': 12,
  };

  it('says why events started no message, most frequent first, in the reader’s language', () => {
    expect(printed(metrics, 'en')).toMatch(/12 +gave no marketing consent[^]*7 +the campaign wrote/);
    expect(printed(metrics, 'ko')).toMatch(/12 +캠페인 채널에 대한 마케팅[^]*7 +이 캠페인이 최근/);
  });

  it('prints nothing where nothing was let go', () => {
    expect(printed({ DeliveryTriggersStarted: 4 }, 'en')).toBe('');
  });
});
