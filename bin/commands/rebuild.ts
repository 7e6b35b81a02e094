import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

/** `kairos rebuild`: profiles anew from the archive. */
export const rebuild: Command = {
  name: 'rebuild',
  summary: {
    en: 'fold profiles anew from the archive, exactly',
    ko: '보관된 이벤트에서 프로필을 정확히 다시 만듭니다',
  },
  usage: 'rebuild [CUSTOMER]',
  options: CONNECTION_OPTIONS,
  needs: ['rebuildProfiles'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(rebuild, argv, 1);
    const connection = await connect(args, context.env);
    const bar = out.progress(out.say({ en: 'rebuilding', ko: '다시 만드는 중' }));
    const rebuilt = await service(context, 'rebuildProfiles')(connection, {
      customer: args.positionals[0],
      onProgress: (share) => bar.update(share),
    }).finally(() => bar.done());
    out.result(rebuilt, () => {
      const { profileCount, eventCount, changedCount } = rebuilt;
      out.line(
        out.say({
          en: `${profileCount} profiles from ${eventCount} events; ${changedCount} differed from what was stored`,
          ko: `이벤트 ${eventCount}건에서 프로필 ${profileCount}개를 만들었습니다. 저장된 것과 다른 것: ${changedCount}개`,
        }),
      );
    });
    return 0;
  },
};
