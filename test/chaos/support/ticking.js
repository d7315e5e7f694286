// A program that says that it is ready and ends when it is told to.
console.log('ready');
process.on('SIGTERM', () => process.exit(0));
setInterval(() => undefined, 1000);
