import { composeProblems } from './compose-checks';
import { composeClient } from './compose-client';
import { dockerfileProblems } from './dockerfile-checks';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** npm run check:deployment: Docker Compose reads docker-compose.yml with every profile, hadolint the Dockerfile. */
async function main(): Promise<number> {
  const client = await composeClient(say);
  say(`Docker Compose: ${[client.command, ...client.args].join(' ')}`);
  const problems = [...(await composeProblems(client)), ...(await dockerfileProblems())];
  problems.forEach((problem) => say(problem));
  say(problems.length === 0 ? 'docker-compose.yml and Dockerfile are well.' : `${problems.length} problems.`);
  return problems.length === 0 ? 0 : 1;
}

main().then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    say(
      error instanceof Error
        ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
        : String(error),
    );
    process.exitCode = 1;
  },
);
