import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

/** `kairos quality`: what the data quality rules found. */
export const quality: Command = {
  name: 'quality',
  summary: {
    en: 'what is odd about the data: silent sources, outliers, gaps',
    ko: '데이터에서 이상한 점: 끊긴 소스, 튀는 값, 빈 값',
  },
  usage: 'quality',
  options: CONNECTION_OPTIONS,
  needs: ['checkQuality'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(quality, argv, 0);
    const findings = await service(context, 'checkQuality')(await connect(args, context.env));
    out.result({ findings }, () => {
      if (findings.length === 0) {
        out.line(out.say({ en: 'Nothing odd was found.', ko: '이상한 점이 없습니다.' }));
        return;
      }
      const header = {
        en: ['severity', 'rule', 'source', 'count', 'detail'],
        ko: ['정도', '규칙', '소스', '건수', '내용'],
      };
      out.table(
        header[out.language],
        findings.map((f) => [f.severity, f.rule, f.source, f.count, out.say(f.sentence)]),
      );
    });
    return 0;
  },
};
