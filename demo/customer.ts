/** Does what the customer does once they are shown an address: sends crypto to it. */
export async function sendDeposit(
  simulatorUrl: string,
  deposit: { readonly address: string; readonly amount: string },
): Promise<void> {
  const answer = await fetch(new URL('/simulator/play/receive-deposit', simulatorUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(deposit),
  });
  if (!answer.ok) throw new Error(`The simulated provider answered ${answer.status} when sent a deposit.`);
}
