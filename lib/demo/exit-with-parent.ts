// Preloaded into each process of the demo: when the demo is killed, the channel to it closes, and this process ends too.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 5_000).unref()
})
// The channel alone must not keep a process alive that is done.
process.channel?.unref()
