import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

/** `kairos approve`: signs a plan's hash. */
export const approve: Command = {
  name: 'approve',
  summary: { en: 'sign a plan by its hash', ko: '계획을 해시로 승인합니다' },
  usage: 'approve PLAN [--role ROLE]',
  options: {
    role: {
      type: 'string',
      value: 'ROLE',
      summary: { en: 'in which you sign (else marketing)', ko: '승인하는 역할 (없으면 marketing)' },
    },
    ...CONNECTION_OPTIONS,
  },
  needs: ['planDesk'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(approve, argv, 1);
    const hash = required(approve, args, 0, 'PLAN');
    const desk = await service(context, 'planDesk')(await connect(args, context.env));
    const approval = await desk.approve(hash, args.text('role') ?? 'marketing');
    const { signatures } = approval.record;
    out.result({ plan: hash, signatures, needed: approval.needed, isApproved: approval.isApproved }, () =>
      out.line(
        out.say(
          approval.isApproved
            ? { en: `Approved: kairos apply ${hash}`, ko: `승인되었습니다: kairos apply ${hash}` }
            : {
                en: `Signed; ${approval.needed - signatures.length} more person must sign.`,
                ko: `서명했습니다. ${approval.needed - signatures.length}명이 더 승인해야 합니다.`,
              },
        ),
      ),
    );
    return 0;
  },
};
