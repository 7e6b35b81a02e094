import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

/** `kairos rebuild`: profiles anew from the archive. */
export const rebuild: Command = {
  name: 'rebuild',
  summary: {
    en: 'fold every profile anew from the archive, exactly',
    ko: '보관된 이벤트에서 모든 프로필을 정확히 다시 만듭니다',
  },
  usage: 'rebuild [--dry-run]',
  options: {
    'dry-run': {
      type: 'boolean',
      summary: { en: 'compare only, write nothing', ko: '비교만 하고 쓰지 않습니다' },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'Customers who are active just now are left alone and counted; run it again for them.',
    ko: '지금 막 활동 중인 고객은 건드리지 않고 세기만 합니다. 나중에 다시 실행하십시오.',
  },
  needs: ['rebuildProfiles'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(rebuild, argv, 0);
    const connection = await connect(args, context.env);
    out.note(out.say({ en: 'Rebuilding …', ko: '다시 만드는 중 …' }));
    const isDryRun = args.flag('dry-run');
    const rebuilt = await service(context, 'rebuildProfiles')(connection, { isDryRun });
    out.result(rebuilt, () => {
      const { profileCount, eventCount, changedCount, busyCount } = rebuilt;
      out.line(
        out.say({
          en: `${profileCount} profiles from ${eventCount} events; ${changedCount} differed from what was stored, ${busyCount} were busy and left alone`,
          ko: `이벤트 ${eventCount}건, 프로필 ${profileCount}개. 저장된 것과 다른 것 ${changedCount}개, 활동 중이라 그대로 둔 것 ${busyCount}개`,
        }),
      );
    });
    return 0;
  },
};
