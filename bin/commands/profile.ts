import { CONNECTION_OPTIONS, REASON_OPTION, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { printProfile } from '../profile-page.ts';
import { refuse, type Said } from '../said.ts';
import { service } from '../service.ts';

/** What is said of a customer whom nobody has seen. */
export const unknownCustomer = (customer: string): Said => ({
  en: `nothing is known of customer ${customer}: is the id as in your events or files?`,
  ko: `고객 ${customer} 에 대해 아는 것이 없습니다. 이벤트나 파일에 있는 id 그대로 쓰십시오`,
});

/** `kairos profile`: the single customer view. */
export const profile: Command = {
  name: 'profile',
  summary: {
    en: 'everything known of one customer, in one view',
    ko: '고객 한 명에 대해 아는 것을 한눈에 봅니다',
  },
  usage: 'profile CUSTOMER [--reason TEXT]',
  options: { ...REASON_OPTION, ...CONNECTION_OPTIONS },
  examples: ['kairos profile 17850', 'kairos profile 17850 --json'],
  needs: ['viewProfile'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(profile, argv, 1);
    const customer = required(profile, args, 0, 'CUSTOMER');
    const view = await service(context, 'viewProfile')(
      await connect(args, context.env),
      customer,
      args.text('reason') ?? '',
    );
    if (view === undefined) throw refuse(unknownCustomer(customer));
    out.result(view, () => printProfile(view, out));
    return 0;
  },
};
