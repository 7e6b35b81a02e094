import { describe, expect, it } from '@jest/globals';
import { seeText } from '#core/copy/check/seen-text.ts';

const seen = (text: string): string => seeText('body', text).text;

describe('seeText', () => {
  it.each([
    ['zero-width characters', '치\u200b료', '치료'],
    ['full-width forms', '５０％ ｓａｌｅ', '50% sale'],
    ['letters written apart', 'ㅊㅣㄹㅛ', '치료'],
    ['letters written apart with finals', 'ㅈㅐㅅㅐㅇ', '재생'],
    ['half-width jamo', '\uffba\uffdc\uffa9\uffd2', '치료'],
    ['conjoining jamo', '치료'.normalize('NFD'), '치료'],
    ['a Latin letter for a vowel', 'ㅇr토피', '아토피'],
    ['a nought for a consonant', '0ㅏ토피', '아토피'],
    ['Cyrillic letters', 'сurе', 'cure'],
    ['mathematical letters', '𝐜𝐮𝐫𝐞', 'cure'],
    ['struck-through letters', 'c̶u̶r̶e', 'cure'],
    ['keycaps', '5️⃣0️⃣%', '50%'],
    ['a letter for a digit', '5O% l0,000원', '50% 10,000원'],
    ['digits spread out', '5 0% 할인', '50% 할인'],
    ['digits of other scripts', '٥٠٪', '50%'],
    ['numerals of Chinese characters', '五十%', '오십%'],
  ])('sees through %s', (_, written, read) => {
    expect(seen(written)).toBe(read);
  });

  it('leaves laughter, bullets and ingredient names alone', () => {
    expect(seen('ㅋㅋ 1+1')).toMatch(/ 1\+1$/);
    expect(seen('① 보습')).not.toContain('1');
    expect(seen('β-글루칸')).toBe('β-글루칸');
  });

  it('leads back to what was written, in UTF-16 code units', () => {
    const text = '🌿 치\u200b료 ㅊㅣㄹㅛ';
    const view = seeText('body', text);
    const first = view.text.indexOf('치료');
    const second = view.text.lastIndexOf('치료');
    expect(text.slice(...view.spanOf(first, first + 2))).toBe('치\u200b료');
    expect(text.slice(...view.spanOf(second, second + 2))).toBe('ㅊㅣㄹㅛ');
  });
});
