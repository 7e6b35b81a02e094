import { describe, expect, it } from '@jest/globals';
import { messageFrame } from '#app/copy/message-frame.ts';
import { brand } from '#contracts/brand.ts';
import { renderMessage } from '#core/copy/render/render-message.ts';

const file = (push: unknown) => ({
  name: '루나뷰티',
  sender: { name: '루나뷰티', contact: '1588-0000' },
  optOut: { push, email: 'https://luna.example/unsubscribe', sms: '080-123-4567' },
  voice: { ko: '다정하게', en: 'warm' },
});
const PATHS = { ko: '앱 설정 > 알림', en: 'App settings > Notifications' };

/** The last line of a push in a language. */
function lastLine(push: unknown, language: 'ko' | 'en'): string {
  const frame = messageFrame(brand.parse(file(push)), 'push', language);
  const copy = { channel: 'push', language, title: 'A', preheader: '', body: 'B' } as const;
  const { title, body } = renderMessage(copy, {}, frame);
  expect(title).toBe('(광고) A');
  return body.split('\n').at(-1)!;
}

describe('what a brand puts around a message', () => {
  it('names the way out in the language of the message, under the label that the law demands', () => {
    expect(lastLine(PATHS, 'ko')).toBe('루나뷰티 1588-0000 수신거부: 앱 설정 > 알림');
    expect(lastLine(PATHS, 'en')).toBe('루나뷰티 1588-0000 To turn off: App settings > Notifications');
  });

  it('says in English where a path leads that the brand names in Korean alone', () => {
    expect(lastLine('앱 설정 > 알림', 'en')).toContain('notification settings of the app (앱 설정 > 알림)');
    expect(lastLine('앱 설정 > 알림', 'ko')).toContain('수신거부: 앱 설정 > 알림');
  });

  it('leaves a page and a number as they are', () => {
    const { optOut } = messageFrame(brand.parse(file(PATHS)), 'email', 'en');
    expect([optOut.email, optOut.sms]).toEqual(['https://luna.example/unsubscribe', '080-123-4567']);
  });
});
