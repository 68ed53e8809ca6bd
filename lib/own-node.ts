// To be imported before all else: what the product is written in is not in older versions, and fails in odd places.
const oldest = 26
const { node } = process.versions

if (Number(node.split('.')[0]) < oldest) {
  process.stderr.write(
    `Keyturn needs Node ${oldest} or newer, and this is ${node}: start it by npm, which brings the right one.\n`,
  )
  process.exit(1)
}
