import type { ClientMessage, ServerMessage } from '../../protocol/messages.ts';
import { acceptJob } from '../accept-job.ts';
import type { ServiceContext } from '../api/context.ts';
import type { Watches } from './watches.ts';

export type RequestMessage = Exclude<ClientMessage, { type: 'hello' }>;

export interface Answered {
  readonly answer: ServerMessage;
  /** To be called when the answer is on its way. */
  begin?(): void;
}

/** Does what a client asks for. @throws AppError what the request is refused with. */
export async function answerRequest(
  context: ServiceContext,
  watches: Watches,
  message: RequestMessage,
): Promise<Answered> {
  const { jobs } = context;
  const { requestId } = message;
  switch (message.type) {
    case 'skeleton': {
      const { name, bones } = message;
      const skeleton = await jobs.addSkeleton({ name, bones });
      return { answer: { type: 'skeletonAccepted', requestId, skeleton, bones: bones.length } };
    }
    case 'submit': {
      const { type, requestId: _, ...request } = message;
      const { id } = await acceptJob(context, request);
      // it may have started, and the news of that went out before this answer
      return { answer: { type: 'job', requestId, job: await jobs.get(id) } };
    }
    case 'list': {
      const { state, limit, before } = message;
      return { answer: { type: 'jobs', requestId, jobs: await jobs.list({ state, limit, before }) } };
    }
    case 'watch': {
      const { job, begin } = await watches.prepare(message);
      return { answer: { type: 'job', requestId, job }, begin };
    }
    case 'unwatch': {
      const job = await jobs.get(message.job);
      watches.stop(message.job);
      return { answer: { type: 'job', requestId, job } };
    }
    case 'cancel':
      return { answer: { type: 'job', requestId, job: await jobs.cancel(message.job) } };
    case 'retry':
      return { answer: { type: 'job', requestId, job: await jobs.retry(message.job) } };
  }
}
