import type { ListedWorkflow } from './places';

/** Everything that Temporal UI's own HTTP API tells of the orders, as its pages ask for it. */
export interface UiAnswers {
  readonly content: Buffer;
  readonly payloads: readonly JsonPayload[];
}

/** A payload as the API and codec servers write it: metadata and data in base64. */
export interface JsonPayload {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data: string;
}

const api = '/api/v1/namespaces/default';
const details = '__temporal_workflow_metadata';

/** Reads the lists, each workflow, its history and its details, the schedules and the settings. */
export async function readUi(
  uiUrl: string,
  workflows: readonly ListedWorkflow[],
  scheduleId: string,
): Promise<UiAnswers> {
  const session = await beginSession(uiUrl);
  const answers: string[] = [];
  const read = async (path: string, body?: object) => answers.push(await session.ask(path, body));
  for (const path of ['/api/v1/settings', `${api}/workflows?pageSize=1000`, `${api}/schedules`]) await read(path);
  await read(`${api}/schedules/${encodeURIComponent(scheduleId)}`);
  for (const { workflowId, runId } of workflows) {
    const workflow = `${api}/workflows/${encodeURIComponent(workflowId)}`;
    const run = `execution.runId=${encodeURIComponent(runId)}`;
    await read(`${workflow}?${run}`);
    for (let nextPageToken = ''; ;) {
      const page = await session.ask(`${workflow}/history?${run}&nextPageToken=${encodeURIComponent(nextPageToken)}`);
      answers.push(page);
      nextPageToken = tokenIn(page);
      if (nextPageToken === '') break;
    }
    if (/^(?:offramp|unmatched)-/.test(workflowId))
      await read(`${workflow}/query/${details}`, { execution: { workflowId, runId }, query: { queryType: details } });
  }
  return {
    content: Buffer.from(answers.join('\n')),
    payloads: answers.flatMap((answer) => payloadsIn(JSON.parse(answer))),
  };
}

/** Temporal UI answers a POST only where a cookie of its own comes back as a header. */
async function beginSession(uiUrl: string) {
  const page = await fetch(uiUrl);
  await page.arrayBuffer();
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const csrf = cookies.find((cookie) => cookie.startsWith('_csrf='))?.replace('_csrf=', '') ?? '';
  return {
    async ask(path: string, body?: object): Promise<string> {
      const post = {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'X-CSRF-TOKEN': csrf, Cookie: cookies.join('; '), 'Content-Type': 'application/json' },
      };
      const answer = await fetch(new URL(path, uiUrl), body === undefined ? {} : post);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`Temporal UI answers ${answer.status} to ${path}: ${text.slice(0, 300)}`);
      return text;
    },
  };
}

function tokenIn(page: string): string {
  const { nextPageToken } = JSON.parse(page) as { readonly nextPageToken?: unknown };
  return typeof nextPageToken === 'string' ? nextPageToken : '';
}

function payloadsIn(value: unknown): JsonPayload[] {
  if (typeof value !== 'object' || value === null) return [];
  return isPayload(value) ? [value] : Object.values(value).flatMap(payloadsIn);
}

function isPayload(value: object): value is JsonPayload {
  return 'data' in value && typeof value.data === 'string' && 'metadata' in value && typeof value.metadata === 'object';
}
