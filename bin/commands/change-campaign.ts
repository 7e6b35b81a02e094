import type { CampaignStatus } from '#core/delivery/campaign-state.ts';
import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Said } from '../said.ts';
import { service } from '../service.ts';

function changing(name: string, status: CampaignStatus, summary: Said, done: Said): Command {
  const command: Command = {
    name,
    summary,
    usage: `${name} CAMPAIGN [--reason TEXT]`,
    options: {
      reason: {
        type: 'string',
        value: 'TEXT',
        summary: { en: 'why; kept on record', ko: '사유 (기록에 남습니다)' },
      },
      ...CONNECTION_OPTIONS,
    },
    needs: ['planDesk'],

    async run(argv, context) {
      const { out } = context;
      const args = readArguments(command, argv, 1);
      const campaignId = required(command, args, 0, 'CAMPAIGN');
      const desk = await service(context, 'planDesk')(await connect(args, context.env));
      const state = await desk.change(campaignId, status, args.text('reason') ?? '');
      out.result({ campaignId, status: state.status, changes: state.changes }, () =>
        out.line(`${campaignId}: ${out.say(done)}`),
      );
      return 0;
    },
  };
  return command;
}

/** `kairos pause`: no message of the campaign leaves until it is resumed. */
export const pause = changing(
  'pause',
  'paused',
  { en: 'hold a campaign’s messages back', ko: '캠페인 발송을 멈춥니다' },
  {
    en: 'paused; messages whose window ends meanwhile expire. Go on with kairos resume.',
    ko: '멈췄습니다. 그동안 기한이 지난 메시지는 만료됩니다. kairos resume 으로 다시 시작합니다.',
  },
);

/** `kairos resume`: a paused campaign goes on. */
export const resume = changing(
  'resume',
  'running',
  { en: 'let a paused campaign go on', ko: '멈춘 캠페인을 다시 시작합니다' },
  { en: 'goes on.', ko: '다시 시작했습니다.' },
);

/** `kairos cancel`: ends a campaign for good. */
export const cancel = changing(
  'cancel',
  'cancelled',
  {
    en: 'end a campaign; what was not sent never is',
    ko: '캠페인을 끝냅니다. 보내지 않은 것은 보내지 않습니다',
  },
  { en: 'cancelled; this cannot be taken back.', ko: '취소했습니다. 되돌릴 수 없습니다.' },
);
