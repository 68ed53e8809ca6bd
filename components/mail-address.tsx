/** An e-mail address that, where it does not fit, goes on in the next line after its @. */
export function MailAddress({ children }: { children: string }) {
  const at = children.lastIndexOf('@') + 1
  return (
    <bdi dir="ltr">
      {children.slice(0, at)}
      <wbr />
      {children.slice(at)}
    </bdi>
  )
}
