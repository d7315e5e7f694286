import { once } from 'node:events';
import { createServer } from 'node:https';

/** Made for this test alone, by openssl; it protects nothing. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwpCYvg1AfCk8AwRl
2lYq27LuE0vH+sC9kP9Dl176QsqhRANCAASWHIZ8pthuwAF2kVjReQYShop/GcLc
1GloCf6gohRpsvPMPTPWshF+Ghx4uEBDb7tcxUD1YjPK53U4wjlB/YQd
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUPJMNfb43MXUYinUIbMnqOANLwuEwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcHJvdmlkZXIudGVzdDAgFw0yNjExMjQxNTQ3MjdaGA8yMTI2
MTAzMTE1NDcyN1owGDEWMBQGA1UEAwwNcHJvdmlkZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABJYchnym2G7AAXaRWNF5BhKGin8ZwtzUaWgJ/qCiFGmy
88w9M9ayEX4aHHi4QENvu1zFQPViM8rndTjCOUH9hB2jbTBrMB0GA1UdDgQWBBRJ
VArp0G0R9hHj8wzg8srRrOLA8TAfBgNVHSMEGDAWgBRJVArp0G0R9hHj8wzg8srR
rOLA8TAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDXByb3ZpZGVyLnRlc3Qw
CgYIKoZIzj0EAwIDSAAwRQIgb3gwgxdg9iniqtfGrIKulhoLKfN2yN7H2xeIcu/R
OuECIQD6DU0y40V7DxgiGrhKg16IDCfGLBXINgKGhrYu82hqqg==
-----END CERTIFICATE-----`;

/** A server over TLS whose certificate nobody vouches for. */
export async function startUntrustedServer() {
  let requests = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return {
    url: `https://127.0.0.1:${address.port}`,
    requests: () => requests,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
