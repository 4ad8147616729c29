// Asks in one request what Gradio asks in two: the first brings the question, the second fetches what comes of it from the server that has the question. Behind
// a load balancer the second may reach another server. So the first brings the answer, too (ui/one_request.py), and the second finds it here.
const ROUTE = /\/gradio_api\/(queue\/join|queue\/data|cancel)$/;
const plain = window.fetch.bind(window);
const encoder = new TextEncoder();
// The question that is being answered, if one is: by what it is given up, and whether it is.
let asked = null;

const message = (told) => `data: ${JSON.stringify(told)}\n\n`;

// Given up in the middle, an answer ends as Gradio's server ends it.
const ended = (event) => message({ msg: 'process_completed', event_id: event, output: {}, success: true, title: null }) + message({ msg: 'close_stream' });

// What the server sends, in whole messages, until it is done or given up.
function whole(question) {
  const reader = question.response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let last = '';
  return new ReadableStream({
    start(page) {
      question.giveUp = () => {
        question.giveUp = null;
        question.givenUp = true;
        page.enqueue(encoder.encode(ended(question.event)));
        page.close();
        reader.cancel();
      };
      if (question.givenUp) question.giveUp();
    },
    async pull(page) {
      for (;;) {
        const { value, done } = await reader.read();
        if (question.givenUp) return;
        if (done) { question.giveUp = null; page.close(); return; }
        rest += decoder.decode(value, { stream: true });
        const end = rest.lastIndexOf('\n\n') + 2;
        if (end < 2) continue;
        last = rest.slice(0, end);
        rest = rest.slice(end);
        page.enqueue(encoder.encode(last));
        return;
      }
    },
    // Gradio's page leaves once it is told that all is said; the response is about to end by itself then.
    cancel() {
      question.giveUp = null;
      return last.includes('"msg":"close_stream"') ? undefined : reader.cancel();
    },
  });
}

async function join(address, options) {
  const question = { givenUp: false, giveUp: null };
  asked = question;
  const headers = new Headers(options.headers);
  headers.set('accept', 'text/event-stream');
  question.response = await plain(address, { ...options, headers });
  question.event = question.response.headers.get('x-event');
  // A refusal, or a server that answers in two.
  if (!question.event) { asked = null; return question.response; }
  return new Response(JSON.stringify({ event_id: question.event }), { headers: { 'content-type': 'application/json' } });
}

function data(target, options) {
  if (!asked || !asked.event || asked.fetched) return plain(target, options);
  asked.fetched = true;
  const stream = new Response(whole(asked), { headers: { 'content-type': 'text/event-stream' } });
  return Promise.resolve(stream);
}

function cancel() {
  if (asked && asked.giveUp) asked.giveUp();
  else if (asked) asked.givenUp = true;
}

window.fetch = (target, options) => {
  const [, route] = ROUTE.exec(new URL(target.url || target, window.location.href).pathname) || [];
  if (route === 'queue/join') return join(target, options);
  if (route === 'queue/data') return data(target, options);
  if (route === 'cancel') cancel();
  return plain(target, options);
};
