import { describe, expect, it } from 'vitest';
import { clock, escapeText, title } from '../../../../sidecar/src/pipeline/report/page/markup.ts';
import { overlaySvg } from '../../../../sidecar/src/pipeline/report/page/overlay-svg.ts';
import { renderPage } from '../../../../sidecar/src/pipeline/report/page/render-page.ts';
import { landmarkFrame } from './landmark-frame.ts';
import { pageContent } from './page-content.ts';

describe('renderPage', () => {
  const page = renderPage(pageContent);

  it('takes nothing from outside and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|@import|url\(|srcset|\son\w+=/i);
    const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map((match) => match[1]!);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) expect(address).toMatch(/^(#|data:image\/jpeg;base64,)/);
    expect(page).toContain("default-src 'none'");
  });

  it('writes what comes from outside as text', () => {
    expect(page).toContain('a &#60;b&#62;&#38;&#34;clip&#34;.mp4');
    expect(page).not.toContain('<b>&"clip"');
    expect(page).toContain('The clip &#60;breaks&#62; off.');
  });

  it('shows the worst frames with what is wrong, one without its picture too', () => {
    expect(page).toContain('alt="Frame at 1.0 s: left hand bridged"');
    expect(page.match(/<figure>/g)).toHaveLength(2);
    expect(page).toContain('no picture');
    expect(page).toContain('<a href="#worst-1" style="left:50%"');
    expect(page).toContain('id="worst-1"');
  });

  it('says in words what the plots show', () => {
    expect(page).toContain(
      'Confidence of the left hand over time: 85 % sure where seen, 1 stretch bridged or unseen.',
    );
    expect(page).toContain('Confidence of the face over time: never seen, 1 stretch bridged or unseen.');
    expect(page).toContain('thumb 12 %, index 6 %, middle 5 %, ring 4 %, pinky 40 %');
    expect(page).toContain('<th scope="row">Mouth</th><td>bridged</td><td>1.0 s</td><td>1.2 s</td>');
    expect(page).toContain('<th scope="row">Finger thumb</th><td>thumb_l</td><td>index_l</td>');
    expect(page).toContain('1.3 mm');
  });

  it('counts a part as seen where the motion neither fills it in nor leaves it at rest', () => {
    expect(page).toContain('<b>75 %</b><small>Left hand seen</small>');
    expect(page).toContain('<b>100 %</b><small>Right hand seen</small>');
  });

  it('draws trembling, sliding feet and bone lengths as bars with their numbers', () => {
    const row = (name: string): string => page.match(new RegExp(`<tr><th scope="row">${name}.*?</tr>`))![0];
    expect(row('Head')).toContain('width:6.7%');
    expect(row('Head')).toContain('<td>0.20 mm</td>');
    expect(row('Head')).toContain('0.5 mm with all motion');
    expect(row('Right fingertips')).toContain('never still');
    expect(row('Left fingertips')).not.toContain('meter');
    expect(row('Standing feet')).toContain('<td>1.25 mm</td>');
    expect(row('Upper arm')).toContain('width:13.3%');
    expect(row('Upper arm')).toContain('<td>4 %</td>');
    expect(row('Calf')).toContain('not seen');
  });

  it('keeps plots of a clip without frames whole', () => {
    const parts = { body: [], leftHand: [], rightHand: [], face: [] };
    const empty = renderPage({
      ...pageContent,
      quality: { ...pageContent.quality, confidence: { seconds: 1, parts }, worst: [] },
      timeline: { from: 0, to: 0, fps: 30 },
      worst: [],
    });
    expect(empty).not.toContain('NaN');
    expect(empty).toContain('No frame stands out');
  });
});

describe('overlaySvg', () => {
  it('draws what is visible, in parts of the width', () => {
    const svg = overlaySvg(landmarkFrame(0), 0.75);
    expect(svg).toContain('viewBox="0 0 1000 750"');
    // the left arm: shoulder, elbow, wrist
    expect(svg).toContain('<path class="left" d="M550 375L625 375L688 375"/>');
    // the right wrist is hidden
    expect(svg).toContain('<path class="right" d="M450 375L375 375"/>');
  });
});

describe('markup', () => {
  it('tells times as people do', () => {
    expect([4.25, 65, 3723].map(clock)).toEqual(['4.3 s', '1:05', '1:02:03']);
  });

  it('turns names into words and text into harmless text', () => {
    expect(title('leftHand')).toBe('Left hand');
    expect(escapeText(`<'&">`)).toBe('&#60;&#39;&#38;&#34;&#62;');
  });
});
