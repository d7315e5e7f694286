import type { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import { temporalFailure } from './failures';

/** Turns every error of the provider into a Temporal failure, in this one place. */
export const failureInterceptor: ActivityInterceptorsFactory = (context: Context) => {
  const inbound: ActivityInboundCallsInterceptor = {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw temporalFailure(error, context.info.attempt);
      }
    },
  };
  return { inbound };
};
