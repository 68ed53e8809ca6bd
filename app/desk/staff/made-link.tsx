import { Banner } from '#components/ui/banner.tsx'

export function MadeLink({ link, title, text }: { link: string; title: string; text: string }) {
  return (
    <Banner tone="good" title={title}>
      <p data-shown-once>{text}</p>
      <p dir="ltr" className="font-mono font-semibold wrap-anywhere select-all">
        {link}
      </p>
    </Banner>
  )
}
