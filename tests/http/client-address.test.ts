import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { clientAddress, ignoreClaimedAddresses } from '#lib/http/client-address.ts'

function addressIn(forwardedFor: string): string {
  return clientAddress(new Headers({ 'x-forwarded-for': forwardedFor }))
}

test('the address is the one that the nearest proxy wrote, whatever the client claims before it', () => {
  expect(addressIn('192.0.2.7')).toBe('192.0.2.7')
  expect(addressIn('203.0.113.9, 192.0.2.7')).toBe('192.0.2.7')
  expect(addressIn('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(clientAddress(new Headers())).toBe('unknown')
})

test('all addresses of one IPv6 network count as one', () => {
  expect(addressIn('2001:db8:0:12::1')).toBe('2001:db8:0:12::/64')
  expect(addressIn('2001:0DB8::12:1:2:3:4')).toBe('2001:db8:0:12::/64')
  expect(addressIn('2001:db8::1')).toBe('2001:db8::/64')
  expect(addressIn('::1')).toBe('::/64')
})

test('one IPv4 address is one key, with a port and inside IPv6, too', () => {
  for (const written of [
    '1.2.3.4:5555',
    '1.2.3.4:6666',
    '::ffff:1.2.3.4',
    '::FFFF:0102:0304',
    '0:0:0:0:0:ffff:102:304',
    '[::ffff:1.2.3.4]:443',
    '64:ff9b::1.2.3.4',
    '::ffff:0:1.2.3.4',
  ])
    expect(addressIn(written)).toBe('1.2.3.4')
  expect(addressIn('::ffff:1.2.3.5')).toBe('1.2.3.5')
})

test('an IPv6 address with brackets, port or zone counts as its network; what is no address as unknown', () => {
  for (const written of ['[2001:db8:0:12::1]:443', '[2001:db8:0:12::2]', '2001:db8:0:12::3%eth0'])
    expect(addressIn(written)).toBe('2001:db8:0:12::/64')
  for (const written of ['unix:', '1.2.3', '_hidden', '[x]:1'])
    expect(addressIn(written)).toBe('unknown')
})

test('with no proxy of ours, what a client claims is dropped before anything reads it', async () => {
  ignoreClaimedAddresses()
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const claims = {
    'x-forwarded-for': '203.0.113.9',
    forwarded: 'for=x',
  }
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { ...claims, 'x-kept': '1' } })
  const seen = (await answer.json()) as Record<string, string>
  server.close()
  expect(Object.keys(seen)).toContain('x-kept')
  for (const name of Object.keys(claims)) expect(seen[name]).toBeUndefined()
})
