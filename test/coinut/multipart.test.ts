import fc from 'fast-check';
import { multipartForm } from '../../src/coinut/multipart';

/** Read by fetch's own parser, which is not ours. */
async function parsed({ body, contentType }: { body: string; contentType: string }) {
  const form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  return Object.fromEntries(form.entries());
}

describe('a multipart form', () => {
  it('is written as RFC 7578 has it, with a line for each boundary', () => {
    const { body, contentType } = multipartForm({ currency: 'EUR', bankName: 'Łódź Bank' }, () => 'edge');
    expect(contentType).toBe('multipart/form-data; boundary=edge');
    expect(body.split('\r\n')).toEqual([
      '--edge',
      'Content-Disposition: form-data; name="currency"',
      '',
      'EUR',
      '--edge',
      'Content-Disposition: form-data; name="bankName"',
      '',
      'Łódź Bank',
      '--edge--',
      '',
    ]);
  });

  it('gives every value back, whatever is in it', async () => {
    const values = fc.string({ unit: 'grapheme-composite', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(values, values, async (bankName, accountName) => {
        const fields = { bankName, accountName };
        expect(await parsed(multipartForm(fields))).toEqual(fields);
      }),
    );
  });

  it('takes another boundary where a value contains the first', async () => {
    const boundaries = ['taken', 'free'];
    const fields = { bankName: 'a bank that is taken\r\n--taken--' };
    const form = multipartForm(fields, () => boundaries.shift() ?? 'none left');
    expect(form.contentType).toBe('multipart/form-data; boundary=free');
    expect(await parsed(form)).toEqual(fields);
  });

  it('has a boundary of its own each time', () => {
    expect(multipartForm({}).contentType).not.toBe(multipartForm({}).contentType);
  });

  it('keeps a name from ending its own line', () => {
    const { body } = multipartForm({ 'a"\r\nb': '1' }, () => 'edge');
    expect(body.split('\r\n')[1]).toBe('Content-Disposition: form-data; name="a%22%0D%0Ab"');
  });
});
