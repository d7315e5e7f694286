import { randomUUID } from 'node:crypto';

/** A `multipart/form-data` body (RFC 7578) and the header that names its boundary. */
export interface MultipartForm {
  readonly contentType: string;
  readonly body: string;
}

/**
 * Writes a form of text fields, in the order they are given. The boundary is made here rather than by fetch, so that
 * the whole request is known before it is signed, and no value can contain it.
 */
export function multipartForm(
  fields: Readonly<Record<string, string>>,
  boundary: () => string = () => `offramp-${randomUUID()}`,
): MultipartForm {
  const written = Object.entries(fields).map(
    ([name, value]) => `Content-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  let line = boundary();
  while (written.some((field) => field.includes(line))) line = boundary();
  const body = [...written.map((field) => `--${line}\r\n${field}`), `--${line}--\r\n`].join('');
  return { contentType: `multipart/form-data; boundary=${line}`, body };
}

/** As browsers write field names (WHATWG HTML, *multipart/form-data encoding algorithm*). */
function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
