import { answerMaySend } from '#app/delivery/answer-may-send.ts';
import { readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { textLines } from '../text-lines.ts';

/** `kairos may-send`: could this be sent then? */
export const maySend: Command = {
  name: 'may-send',
  summary: {
    en: 'could this be sent then? consent, quiet hours, frequency cap',
    ko: '그때 보내도 됩니까? 동의, 야간 제한, 발송 한도',
  },
  usage: 'may-send CASES.jsonl',
  options: {},
  notes: {
    en: 'One case a line: {"id","jurisdiction","channel","zone","at","consents":[{"purpose","channel","granted","timestamp"}],\n"sent":[{"at","channel"}],"cap":{"count","period"}}; "-" reads standard input. Answers one JSON line a case, also with\n--json: {"id","allowed","reason","next_allowed_at"}, or {"id","error"} for what cannot be read; then the exit status is 2.',
    ko: '한 줄에 한 건: {"id","jurisdiction","channel","zone","at","consents":[{"purpose","channel","granted","timestamp"}],\n"sent":[{"at","channel"}],"cap":{"count","period"}}. "-" 는 표준 입력입니다. --json 이어도 한 건에 JSON 한 줄로\n답합니다: {"id","allowed","reason","next_allowed_at"}. 읽을 수 없는 건은 {"id","error"} 이고 종료 상태는 2 입니다.',
  },
  examples: ['kairos may-send cases.jsonl', 'head -1 cases.jsonl | kairos may-send -'],
  needs: [],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(maySend, argv, 1);
    const cases = textLines(required(maySend, args, 0, 'CASES'), context);
    const version = process.versions['tz'] ?? '?';
    out.note(out.say({ en: `zone data ${version}`, ko: `시간대 자료 ${version}` }));
    let isAllRead = true;
    for await (const { text, number } of cases) {
      const answer = answerMaySend(text, number);
      if ('error' in answer) isAllRead = false;
      out.line(JSON.stringify(answer));
    }
    return isAllRead ? 0 : 2;
  },
};
