import type { FieldContext, Problem } from './context.ts';
import type { Said } from './copy.ts';
import { type ContactKind, findContacts, isOwnContact } from './find-contacts.ts';

const NAMES: Readonly<Record<ContactKind, Said>> = {
  phone: { ko: '전화번호', en: 'phone number' },
  email: { ko: '이메일 주소', en: 'e-mail address' },
  resident: { ko: '주민등록번호', en: 'resident registration number' },
  card: { ko: '카드 번호', en: 'card number' },
  plate: { ko: '차량 번호', en: 'licence plate' },
  account: { ko: '계좌번호', en: 'account number' },
  address: { ko: '집 주소', en: 'postal address' },
};

/** Copy holds no one's phone, address or numbers but the sender's and the opt-out's. Names with 님 are slots. */
export function checkPersonalData({ seen, sheet }: FieldContext): readonly Problem[] {
  return findContacts(seen.text)
    .filter(({ from, to }) => !isOwnContact(seen.text.slice(from, to), sheet))
    .map(
      ({ kind, from, to }): Problem => ({
        rule: 'personal_data',
        from,
        to,
        source: 'sender, opt_out',
        fix: {
          ko: `${NAMES[kind].ko}는 쓸 수 없으니 지우거나 발신자·수신거부 번호로 바꾸세요.`,
          en: `Remove the ${NAMES[kind].en}: only the sender's contact and the opt-out may stand here.`,
        },
      }),
    );
}
