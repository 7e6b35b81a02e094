import { describe, expect, it } from '@jest/globals';
import { certainClosing, closingSound } from '#core/copy/korean/closing-sound.ts';
import { type ParticleKind, particleFor, withParticle } from '#core/copy/korean/particles.ts';

/** Another road to the same answer: spell out how the slot is read, and look at its last syllable decomposed. */
const DIGIT_NAMES = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
const LETTER_NAMES =
  '에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트'.split(
    ' ',
  );
const WORD_READINGS: Readonly<Record<string, string>> = {
  Cream: '크림',
  Tone: '톤',
  Sale: '세일',
  Luna: '루나',
  Beauty: '뷰티',
  Care: '케어',
  Spring: '스프링',
  Style: '스타일',
  Event: '이벤트',
  Set: '세트',
  Shop: '숍',
};
const UNIT_READINGS: Readonly<Record<string, string>> = {
  '%': '퍼센트',
  ml: '밀리리터',
  g: '그램',
  kg: '킬로그램',
  km: '킬로미터',
  원: '원',
};

function readThousands(value: number): string {
  return [1000, 100, 10, 1]
    .map((ten) => {
      const digit = Math.floor(value / ten) % 10;
      if (digit === 0) return '';
      const name = { 1000: '천', 100: '백', 10: '십', 1: '' }[ten] ?? '';
      return digit === 1 && ten > 1 ? name : (DIGIT_NAMES[digit] ?? '') + name;
    })
    .join('');
}

function readNumber(digits: string): string {
  const [whole = '0', fraction] = digits.replaceAll(',', '').split('.');
  const value = Number(whole);
  const man = Math.floor(value / 10_000);
  const read =
    value === 0 ? '영' : `${man === 0 ? '' : `${readThousands(man)}만`}${readThousands(value % 10_000)}`;
  return fraction === undefined
    ? read
    : `${read}점${[...fraction].map((digit) => DIGIT_NAMES[Number(digit)]).join('')}`;
}

function readLatin(bare: string): string {
  const latin = /[A-Za-z]+$/.exec(bare)?.[0];
  if (latin === undefined) return bare;
  return WORD_READINGS[latin] ?? LETTER_NAMES[latin.toUpperCase().charCodeAt(latin.length - 1) - 65] ?? '';
}

function readAloud(slot: string): string {
  const bare = slot.replace(/(?<=.)\([^)]*\)$/, '').replace(/["'”’」』\])]+$/, '');
  const unit = /\d(%|ml|kg|km|g|원)$/.exec(bare)?.[1];
  if (unit !== undefined) return UNIT_READINGS[unit] ?? '';
  const number = /\d[\d,.]*$/.exec(bare)?.[0];
  return number === undefined ? readLatin(bare) : readNumber(number);
}

const FORMS: Readonly<Record<string, readonly [closed: string, open: string]>> = {
  topic: ['은', '는'],
  subject: ['이', '가'],
  object: ['을', '를'],
  with: ['과', '와'],
  towards: ['으로', '로'],
  or: ['이나', '나'],
};

function expected(slot: string, kind: string): string {
  const last = readAloud(slot).normalize('NFD').at(-1) ?? '';
  const isClosed = last >= '\u11a8' && last <= '\u11c2';
  const isRieul = last === '\u11af';
  const [closed, open] = FORMS[kind] ?? ['', ''];
  return isClosed && !(isRieul && kind === 'towards') ? closed : open;
}

const SLOTS = [
  ...'김서연님 이준호 박하늘 최강 정다온 한별 고객님 강물 수분크림 토너 선물 서울 부산 겨울 쿠폰 세일 마스크 립밤 향수 앰플 코트 니트 양말 신발 자동차 요거트 감귤 쌀 물 빛 값 흙 여덟 삶 꽃 숲 옷 낮 부엌 밭'.split(
    ' ',
  ),
  ...'0 1 2 3 4 5 6 7 8 9 10 20 100 1,000 10,000 12,900 30,001 4.8 2.0 19.5 2026 118'.split(' '),
  ...'30% 7% 2.5% 150ml 30g 5kg 512km 12,900원 298,000원'.split(' '),
  ...'VIP SPF LED A B C L M N R X KM PDF NFL Luna Cream Tone Sale Beauty Care Spring Style Event Set Shop'.split(
    ' ',
  ),
  ...'토너(150ml) 세럼(30%) 선물(gift) "봄" \'가을\' 「노을」 『바다』 [세일] 코트(VIP) 크림(new)'.split(' '),
];
const SENTENCES: Readonly<Record<string, (filled: string) => string>> = {
  topic: (filled) => `${filled} 오늘의 주인공입니다.`,
  subject: (filled) => `${filled} 기다리고 있어요.`,
  object: (filled) => `${filled} 확인해 보세요.`,
  with: (filled) => `${filled} 함께해요.`,
  towards: (filled) => `${filled} 시작해 보세요.`,
  or: (filled) => `${filled} 다른 것을 골라 보세요.`,
};

describe('particleFor', () => {
  it('chooses the right particle in more than 500 filled sentences', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const slot of SLOTS) {
      for (const [kind, sentence] of Object.entries(SENTENCES)) {
        count += 1;
        const said = sentence(withParticle(slot, kind as ParticleKind));
        if (said !== sentence(slot + expected(slot, kind))) wrong.push(said);
      }
    }
    expect(count).toBeGreaterThanOrEqual(500);
    expect(wrong).toEqual([]);
  });

  it('gives every composed syllable the form that its decomposition asks for', () => {
    for (let code = 0xac00; code <= 0xd7a3; code += 1) {
      const syllable = String.fromCharCode(code);
      expect(particleFor(syllable, 'towards')).toBe(expected(syllable, 'towards'));
      expect(particleFor(syllable, 'object')).toBe(expected(syllable, 'object'));
    }
  });

  it.each([
    ['100,000,000', '은'],
    ['1,000,000,000,000', '는'],
    ['토너'.normalize('NFD'), '는'],
    ['크림'.normalize('NFD'), '은'],
    ['세일!! 🎉', '은'],
  ])('reads %s to its end', (slot, particle) => {
    expect(particleFor(slot, 'topic')).toBe(particle);
  });

  it('takes the form after a vowel where nothing can be read', () => {
    expect(particleFor('🎁', 'object')).toBe('를');
    expect(closingSound('')).toBeUndefined();
  });
});

describe('certainClosing', () => {
  it('has no opinion on words that are borrowed in more than one way', () => {
    expect(certainClosing('Pink')).toBeUndefined();
    expect(certainClosing('토너(MINT)')).toBeUndefined();
    expect(certainClosing('VIP')).toBe('vowel');
    expect(certainClosing('30%')).toBe('vowel');
  });
});
