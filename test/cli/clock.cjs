// Required before the program is started as a process: its clock goes on from TEST_NOW, so that a
// process and a command in the test's own process stand on the same day.
const { now } = Date;
const [begun, from] = [now(), Number(process.env.TEST_NOW)];
Date.now = () => from + now() - begun;
