/** The synchronous client, and sockets that block: a plain function waits. */

import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "B8",
    part: "sync",
    title: "blpop holds up everything",
    waits: true,
    output: ["None 2.02 s, in which nothing else ran", "('jobs', 'sweep')"],
    elapsed: 2040,
    trace: {
      blocked: ["15 blocked #1 jobs", "2015 unblocked #1"],
      commands: [
        "15 #1 BLPOP jobs 2",
        "2015 #1 BLPOP jobs 2",
        "2025 #1 RPUSH jobs sweep",
        "2035 #1 BLPOP jobs 0",
      ],
      printed: [
        "2020 None 2.02 s, in which nothing else ran",
        "2040 ('jobs', 'sweep')",
      ],
    },
  },
  {
    id: "C1",
    part: "sync",
    title: "a hundred commands, one after the other and at once",
    waits: true,
    output: ["one waits for the other: 1.00 s", "all at once: 0.02 s"],
    elapsed: 1040,
    trace: {
      printed: [
        "1020 one waits for the other: 1.00 s",
        "1040 all at once: 0.02 s",
      ],
      counts: {
        "conn.opened": 101,
        executed: 201,
      },
    },
  },
  {
    id: "E5",
    part: "sync",
    title: "a plain client in a thread",
    waits: true,
    output: ["value 0.03", "1 0.04"],
    elapsed: 40,
    trace: {
      printed: ["30 value 0.03", "40 1 0.04"],
      commands: [
        "15 #1 SET key value",
        "25 #1 GET key",
        "35 #1 INCRBY visits 1",
      ],
    },
  },
  {
    id: "E6",
    part: "sync",
    title:
      "a thread that would wait for what comes later says so, and takes no job",
    waits: true,
    output: [
      'asyncio_0 would wait in ListCommands.blpop, line 18: early = asyncio.create_task(asyncio.to_thread(r.blpop, "jobs")) for what others are still to do: here a thread runs ahead to its end, and cannot stop in the middle for what has not run yet. Start it after what it waits for, or use asyncio\'s tasks, Event, Queue and Lock.',
      "('jobs', 'sweep')",
      "Exception in thread Thread-1 (listen):",
      "Traceback (most recent call last):",
      '  File "program.py", line 13, in listen',
      "    for message in pubsub.listen():",
      "                   ~~~~~~~~~~~~~^^",
      "CannotWait: Thread-1 (listen) would wait in PubSub.listen (line 13: for message in pubsub.listen():) for what others are still to do: here a thread runs ahead to its end, and cannot stop in the middle for what has not run yet. Start it after what it waits for, or use asyncio's tasks, Event, Queue and Lock.",
    ],
    elapsed: 2060,
    trace: {
      commands: [
        "15 #1 BLPOP jobs 0",
        "1015 #2 RPUSH jobs sweep",
        "1025 #2 BLPOP jobs 0",
        "1035 #2 SUBSCRIBE news",
        '2055 #3 PUBLISH news "nobody hears it"',
      ],
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "15 #1 closed closed",
        "1000 #2 dialed localhost:6379",
        "1010 #2 opened",
        "1040 #2 closed closed",
        "2040 #3 dialed localhost:6379",
        "2050 #3 opened",
        "2060 #3 closed closed",
      ],
    },
  },
  {
    id: "F1",
    part: "sync",
    title: "a plain call writes and waits",
    waits: true,
    output: ["calling 0.02", "called 0.03 True"],
    elapsed: 30,
    trace: {
      sent: [
        "10 #1 *1\\r\\n$4\\r\\nPING\\r\\n",
        "20 #1 *3\\r\\n$3\\r\\nSET\\r\\n$3\\r\\nkey\\r\\n$5\\r\\nvalue\\r\\n",
      ],
      printed: ["20 calling 0.02", "30 called 0.03 True"],
    },
  },
  {
    id: "F3",
    part: "socket",
    title: "sockets that block reach the engine",
    waits: true,
    output: [
      "b'+OK\\r\\n' b'$5\\r\\n' b'value\\r\\n'",
      "TimeoutError('timed out') 1.0",
    ],
    elapsed: 1020,
    trace: {
      sent: ["10 #1 SET key value\\r\\nGET key\\r\\n"],
      came: ["20 #1 +OK\\r\\n$5\\r\\nvalue\\r\\n"],
      connections: [
        "0 #1 dialed 127.0.0.1:6379",
        "10 #1 opened",
        "1020 #1 closed closed",
      ],
    },
  },
  {
    id: "F3",
    part: "http",
    title: "http and urllib say what works in their place",
    waits: true,
    output: [
      "a socket waits inside a plain function for the program's own server at 127.0.0.1:8000, which runs on the event loop and cannot go on meanwhile; here a thread runs ahead to its end, so it is no way out. Await asyncio.open_connection(host, port) in its place.",
      "HTTP/1.1 405 Method Not Allowed {'error': '/cache/tea takes POST, GET, DELETE'}",
      "<urlopen error [Errno 111] Connect call failed ('127.0.0.1', 8000): the Redis of this world listens on port 6379>",
      "<urlopen error [Errno -2] Name or service not known (hosts of this page: localhost)>",
      "this page has no sockets that block: await asyncio.start_server(handle, host, port) or loop.create_server in place of socket.socket.bind",
    ],
    elapsed: 45,
    trace: {
      connections: [
        "0 #1 dialed 127.0.0.1:8000",
        "10 #1 opened",
        "15 #2 dialed 127.0.0.1:8000",
        "20 #1 closed closed",
        "25 #2 opened",
        "35 #3 dialed 127.0.0.1:8000",
        "40 #2 closed closed",
        "45 #3 closed connection refused: the Redis of this world listens on port 6379",
      ],
      tasks: [
        "0 Task-1 started main, line 170: asyncio.run(main())",
        '0 asyncio_0 started urlopen, line 155: await asyncio.to_thread(urllib.request.urlopen, "http://127.0.0.1:8000/cache/tea")',
        "15 asyncio_0 ended raised CannotWait",
        "15 Task-2 started App.serve, line 170: asyncio.run(main())",
        "15 Task-2 ended returned",
        '15 Task-1 waiting line 139: reader, writer = await asyncio.open_connection("127.0.0.1", 8000)',
        "20 Task-3 started App.serve, line 170: asyncio.run(main())",
        "20 Task-3 waiting line 66: method, target, _ = (await reader.readline()).decode().split()",
        "25 Task-1 waiting line 142: status = (await reader.readline()).decode().strip()",
        "30 Task-3 ended returned",
        "45 Task-1 ended returned",
      ],
    },
  },
  {
    id: "F6",
    part: "sync",
    title: "a plain call that waits for ever says where",
    waits: true,
    output: ["True"],
    error:
      'The program cannot go on: nothing that is still to happen would wake it.\n  The program waits for the reply to BLPOP jobs 0: line 5: r.blpop("jobs")',
    elapsed: 25,
    trace: {
      blocked: ["25 blocked #1 jobs"],
      commands: ["15 #1 PING", "25 #1 BLPOP jobs 0"],
    },
  },
];
